/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.control;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;

/** Runs the committed seeds; with {@code JAZZER_FUZZ=1} it looks for more. */
class GatewayTalkFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void any_answer_is_taken_or_is_a_refusal_that_people_can_read(byte[] octets) {
        JsonObject answer;
        try {
            answer = GatewayTalk.read(new String(octets, StandardCharsets.UTF_8));
        } catch (CompletionException refused) {
            String why = refused.getCause().getMessage();
            if (!(refused.getCause() instanceof GatewaySaidNoException)
                    || why.chars().anyMatch(Character::isISOControl)) {
                throw new AssertionError("told as: " + why);
            }
            return;
        }
        try {
            if (GatewayTalk.number(answer, "version") < 0) {
                throw new AssertionError("a number below 0");
            }
        } catch (IllegalArgumentException none) {
            // what the proxy takes for an answer that it can't use
        }
    }
}
