/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Requests from outside. */
class HttpHeadFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void any_octets_are_a_request_or_are_refused(byte[] octets) {
        try {
            assertThat(SmugglingTest.read(octets)).isNotNull();
        } catch (BadMessageException refused) {
            assertThat(refused.status()).isBetween(400, 501);
        }
    }
}
