/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.clients;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Runs the committed seeds; with {@code JAZZER_FUZZ=1} it looks for more. */
class RequestHeadFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void what_passes_means_the_same_to_who_reads_it_next(byte[] octets) {
        RequestHead head;
        try {
            head = RequestHead.parse(new String(octets, StandardCharsets.ISO_8859_1));
        } catch (HeadException refused) {
            return;
        }
        try {
            RequestHead next = RequestHead.parse(head.forService());
            boolean same =
                    next.method().equals(head.method())
                            && next.target().equals(head.target())
                            && next.length() == head.length()
                            && next.persistent() == head.persistent();
            if (!same || next.credentials().isPresent()) {
                throw new AssertionError("it was passed on as something else");
            }
        } catch (HeadException e) {
            throw new AssertionError("it was passed on ill formed", e);
        }
    }
}
