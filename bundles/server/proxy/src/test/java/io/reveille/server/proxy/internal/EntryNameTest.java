/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryNameTest {

    @ParameterizedTest
    @CsvSource({
        "http.gw7.fleet.test, http, gw7",
        "HTTP.Gw7.FLEET.test, http, gw7",
        "http.gw7.fleet.test., http, gw7",
        "a.b.fleet.test, a, b",
        "web-2.gate-way-7.fleet.test, web-2, gate-way-7"
    })
    void reads_service_and_gateway(String text, String service, String gateway) {
        assertThat(EntryName.parse(text, "fleet.test")).contains(new EntryName(service, gateway));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "fleet.test",
                ".fleet.test",
                "..fleet.test",
                "gw7.fleet.test",
                ".gw7.fleet.test",
                "http..fleet.test",
                "http.gw7.fleet.test..",
                "x.http.gw7.fleet.test",
                "http.gw7.fleet.test.evil",
                "http.gw7.xfleet.test",
                "http.gw7xfleet.test",
                "http.gw7.fleet.tes",
                "-http.gw7.fleet.test",
                "http.gw7-.fleet.test",
                "ht_tp.gw7.fleet.test",
                "http.gw7.fleet.test:80",
                "http.gw7.fleet.te\u017ft", // long s: upper case S
                "http.gw7\u0000.fleet.test",
                " http.gw7.fleet.test",
                "*.gw7.fleet.test",
                "127.0.0.1"
            })
    void refuses_everything_else(String text) {
        assertThat(EntryName.parse(text, "fleet.test")).isEmpty();
    }

    @Test
    void refuses_a_name_longer_than_dns_has() {
        String zone = ("z".repeat(60) + ".").repeat(3) + "test";
        String service = "s".repeat(32);

        assertThat(EntryName.parse(service + "." + "g".repeat(32) + "." + zone, zone)).isPresent();
        assertThat(EntryName.parse(service + "." + "g".repeat(33) + "." + zone, zone)).isEmpty();
    }

    @Property
    void any_text_is_a_name_that_can_be_written_again_or_nothing(@ForAll String text) {
        EntryName.parse(text + ".fleet.test", "fleet.test")
                .ifPresent(
                        name ->
                                assertThat(EntryName.parse(name.in("fleet.test"), "fleet.test"))
                                        .contains(name));
    }
}
