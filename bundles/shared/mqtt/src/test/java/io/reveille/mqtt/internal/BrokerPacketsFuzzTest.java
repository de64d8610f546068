/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt.internal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Whatever a broker sends: the packets that go on to Paho are whole in their form and bounded. */
class BrokerPacketsFuzzTest {
    @FuzzTest
    void passes_on_bounded_packets_only(byte[] sent) {
        byte[] passed;
        try {
            passed = new PacketGuard(new ByteArrayInputStream(sent)).readAllBytes();
        } catch (IOException refused) {
            return;
        }
        int at = 0;
        while (at < passed.length) {
            int length = 0;
            int shift = 0;
            do {
                at++;
                if (at >= passed.length || shift > 21) {
                    throw new IllegalStateException("a header without an end at " + at);
                }
                length |= (passed[at] & 0x7F) << shift;
                shift += 7;
            } while (passed[at] < 0);
            at++;
            if (length > PacketGuard.LARGEST) {
                throw new IllegalStateException("a packet of " + length + " octets");
            }
            at += length;
        }
    }
}
