/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a client that no one here wrote: BIND's dig. */
class DigTest {
    private final FleetInMemory fleet = new FleetInMemory();
    private DnsServer server;

    @BeforeEach
    void start() {
        assumeTrue(
                isThere(),
                "SKIPPED: no dig on this machine (Debian: apt-get install bind9-dnsutils)");
        server = started();
    }

    private DnsServer started() {
        return fleet.start("203.0.113.7,2001:db8::7", FleetInMemory.settings("0.0.0.0/0"));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void dig_finds_a_service_by_udp_and_by_tcp() throws Exception {
        for (String transport : new String[] {"+notcp", "+tcp"}) {
            assertThat(dig(transport, "+short", "SRV", "_http._tcp.gw7.fleet.test"))
                    .isEqualTo("0 0 20017 proxy.fleet.test.\n");
            assertThat(dig(transport, "+short", "AAAA", "proxy.fleet.test"))
                    .isEqualTo("2001:db8::7\n");
        }
    }

    @Test
    void dig_has_nothing_to_complain_about() throws Exception {
        String output = dig("+noall", "+comments", "+answer", "+authority", "SOA", "fleet.test");

        assertThat(output)
                .contains("status: NOERROR")
                .contains("flags: qr aa rd;")
                .contains("EDNS: version: 0, flags:; udp: 1232")
                .contains("recursion requested but not available")
                .doesNotContainIgnoringCase("malformed")
                .doesNotContainIgnoringCase("mismatch");
    }

    @Test
    void dig_learns_that_newer_edns_is_not_spoken() throws Exception {
        assertThat(dig("+edns=1", "+noednsnegotiation", "A", "gw7.fleet.test"))
                .contains("status: BADVERS");
        assertThat(dig("+edns=1", "+ednsnegotiation", "A", "gw7.fleet.test"))
                .contains("status: NOERROR");
    }

    @Test
    void dig_gets_no_zone_transfer_and_nothing_of_others() throws Exception {
        assertThat(dig("AXFR", "fleet.test")).contains("Transfer failed");
        assertThat(dig("A", "example.org")).contains("status: REFUSED");
        assertThat(dig("ANY", "+notcp", "gw7.fleet.test")).contains("ANSWER: 1,");
        assertThat(dig("+opcode=NOTIFY", "SOA", "fleet.test")).contains("status: NOTIMP");
    }

    @Test
    void dig_comes_back_with_its_cookie_after_a_restart() throws Exception {
        String given = cookie("+cookie=0123456789abcdef");
        assertThat(given).hasSize(48).startsWith("0123456789abcdef");

        server.close();
        server = started();
        // a cookie that the server takes is given back as it is, any other is replaced
        assertThat(cookie("+cookie=" + given)).isEqualTo(given);
        String forged = given.substring(0, 47) + (given.endsWith("0") ? "1" : "0");
        assertThat(cookie("+cookie=" + forged)).hasSize(48).isNotEqualTo(forged);
    }

    private String cookie(String option) throws Exception {
        return dig(option, "A", "gw7.fleet.test")
                .lines()
                .filter(line -> line.startsWith("; COOKIE: ") && line.endsWith(" (good)"))
                .map(line -> line.split(" ", -1)[2])
                .findFirst()
                .orElse("");
    }

    private String dig(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(
                        "dig",
                        "@127.0.0.1",
                        "-p",
                        Integer.toString(server.addresses().get(0).getPort()),
                        "+time=5",
                        "+tries=1"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static boolean isThere() {
        try {
            run(List.of("dig", "-v"));
            return true;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
