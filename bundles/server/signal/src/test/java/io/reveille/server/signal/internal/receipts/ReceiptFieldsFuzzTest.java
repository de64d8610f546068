/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Runs over the seeds in a build, and fuzzes where the environment has JAZZER_FUZZ=1. */
class ReceiptFieldsFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void any_request_has_some_fields_or_is_refused(byte[] octets) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(octets);
        try {
            HttpHead head = HttpHead.read(in);
            assertThat(head.length()).isBetween(0, HttpHead.LONGEST_BODY);
            String body = HttpHead.body(in, head.length());
            assertThat(ReceiptFields.of(head.query(), body)).hasSizeLessThanOrEqualTo(64);
        } catch (HttpHead.RefusedException refused) {
            assertThat(refused.status()).isBetween(400, 499);
        }
    }
}
