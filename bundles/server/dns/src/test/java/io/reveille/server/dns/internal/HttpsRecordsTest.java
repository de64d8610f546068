/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** HTTPS records are there while the entry is, and then for every name alike; asked by dig. */
class HttpsRecordsTest {
    private static final List<String> HTTP = List.of("h2", "http/1.1");

    private final FleetInMemory fleet = new FleetInMemory();
    private Optional<DnsServer> server = Optional.empty();

    @AfterEach
    void stop() {
        server.ifPresent(DnsServer::close);
    }

    @Test
    void follow_the_entry_as_it_comes_moves_and_goes() {
        DnsServer dns = start(0);
        assertThat(https("http.gw7")).isEmpty();

        dns.https(Optional.of(new HttpsEntry(8443, HTTP)));
        await().until(() -> https("http.gw7").equals("1 . alpn=\"h2,http/1.1\" port=8443"));
        // unknown, revoked and other names are no different, nor is a gateway's own
        assertThat(List.of("http.gw9", "http.gw8", "nothing.gw7", "gw7", "gw9"))
                .allSatisfy(name -> assertThat(https(name)).isEqualTo(https("http.gw7")));
        assertThat(denied("gw7")).isEqualTo(denied("gw9")).contains("HTTPS");

        dns.https(Optional.of(new HttpsEntry(443, List.of())));
        await().until(() -> https("http.gw7").equals("1 ."));

        dns.https(Optional.empty());
        await().until(() -> https("http.gw7").isEmpty());
        assertThat(List.of("http.gw9", "gw7", "gw9"))
                .allSatisfy(name -> assertThat(https(name)).isEmpty());
        assertThat(denied("gw7")).isEqualTo(denied("gw9")).doesNotContain("HTTPS");
    }

    @Test
    void have_the_port_of_a_firewall_before_the_entry_and_none_without_entry() {
        DnsServer dns = start(443);
        assertThat(https("http.gw7")).isEmpty();

        dns.https(Optional.of(new HttpsEntry(8443, HTTP)));
        await().until(() -> https("http.gw7").equals("1 . alpn=\"h2,http/1.1\""));
    }

    private DnsServer start(int publicPort) {
        DnsSettings plain = FleetInMemory.settings("0.0.0.0/0");
        DnsServer dns =
                fleet.start(
                        "203.0.113.7",
                        new DnsSettings(
                                plain.listen(),
                                0,
                                plain.askers(),
                                plain.ttl(),
                                plain.tcpIdle(),
                                8,
                                new ZoneSettings(true, publicPort, List.of()),
                                plain.rates(),
                                plain.transfers(),
                                List.of()));
        server = Optional.of(dns);
        return dns;
    }

    private String https(String name) {
        return dig("+short", name + ".fleet.test", "HTTPS").strip();
    }

    /** The types that a name has, by the record that denies it another. */
    private String denied(String name) {
        return dig("+dnssec", "+noall", "+authority", name + ".fleet.test", "MX")
                .lines()
                .filter(line -> line.contains("\tNSEC\t"))
                .map(line -> line.substring(line.lastIndexOf('\t')).split(" ", 2)[1])
                .findFirst()
                .orElseThrow();
    }

    private String dig(String... arguments) {
        return Daemon.dig(server.orElseThrow().addresses().get(0).getPort(), arguments);
    }
}
