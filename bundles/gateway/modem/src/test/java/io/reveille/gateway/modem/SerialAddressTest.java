/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerialAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp:127.0.0.1:4711",
                "tcp:modem.example:1",
                "tcp:[::1]:65535",
                "serial:/dev/ttyUSB2",
                "serial:/dev/ttyS1;baudrate=9600"
            })
    void an_address_is_read_and_written_alike(String text) {
        assertThat(SerialAddress.parse(text).text()).isEqualTo(text);
        assertThat(SerialAddress.parse(text).connector().address()).isEqualTo(text);
    }

    @Test
    void an_ipv6_address_loses_its_brackets() {
        assertThat(((SerialAddress.Tcp) SerialAddress.parse("tcp:[::1]:80")).host())
                .isEqualTo("::1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tcp:",
                "tcp:host",
                "tcp:host:0",
                "tcp:host:70000",
                "tcp:ho st:1",
                "serial:",
                "serial:/dev/ttyS0;baudrate=1",
                "serial:/dev/ttyS0;parity=odd",
                "comm:/dev/ttyUSB2"
            })
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> SerialAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_port_that_is_not_there_says_what_to_do() {
        assertThatThrownBy(() -> SerialAddress.parse("serial:/dev/no-such-port").connector().open())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/dev/no-such-port");
        assertThatThrownBy(() -> SerialAddress.parse("tcp:127.0.0.1:1").connector().open())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tcp:127.0.0.1:1");
    }

    @Test
    void a_pin_is_never_shown() {
        assertThat(SimPin.of("1234").toString()).doesNotContain("1234");
        assertThat(ModemSettings.defaults().withPin(SimPin.of("1234")).toString())
                .doesNotContain("1234");
        assertThatThrownBy(() -> SimPin.of("12a4")).hasMessageNotContaining("12a4");
    }
}
