/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mqtt;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.reveille.crypto.Octets;

/**
 * Whatever is published: what is found in it is short enough to be judged, and nothing is thrown.
 */
class RequestInMqttFuzzTest {
    @FuzzTest
    void any_payload_holds_a_request_or_none(byte[] payload) {
        RequestInMqtt.find(Octets.of(payload))
                .filter(found -> found.length() < 1 || found.length() > 512)
                .ifPresent(
                        found -> {
                            throw new IllegalStateException(found.length() + " octets were found");
                        });
    }
}
