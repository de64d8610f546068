/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import static io.reveille.gateway.modem.Messages.octets;
import static io.reveille.gateway.modem.Messages.text;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Taking messages, from every maker's modem, over TCP. */
class ReceivingTest extends ModemContract {
    @Override
    String line() {
        return "tcp:127.0.0.1:0";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "generic", "huawei", "quectel", "simcom", "telit", "ublox", "zte", "awkward"
            })
    void takes_a_message_that_arrives(String profile) throws IOException {
        // given
        emulate(profile);
        openAndAwaitReady();
        // when
        emulator.receive(octets((byte) 0xD1, (byte) 0, (byte) 0xFF));
        emulator.receive(text("hello"));
        // then
        awaitShown("D100FF", "hello");
    }
}
