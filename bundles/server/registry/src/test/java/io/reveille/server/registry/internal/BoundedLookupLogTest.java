/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.Lookup;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BoundedLookupLogTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final BoundedLookupLog log = new BoundedLookupLog();

    @Test
    void finds_the_later_of_service_and_address() {
        look("gw7", "http", 1, "service");
        look("gw7", "", 2, "address");
        look("gw7", "ssh", 3, "another service");

        assertThat(log.latest("gw7", "http")).map(Lookup::answerText).contains("address");
        look("gw7", "http", 4, "service again");
        assertThat(log.latest("gw7", "http")).map(Lookup::answerText).contains("service again");
        assertThat(log.latest("gw8", "http")).isEmpty();
    }

    @Test
    void forgets_the_oldest_when_full() {
        for (int i = 0; i <= BoundedLookupLog.CAPACITY; i++) {
            look("gw" + i, "http", i, "x".repeat(300));
        }

        assertThat(log.latest("gw0", "http")).isEmpty();
        assertThat(log.latest("gw1", "http"))
                .hasValueSatisfying(lookup -> assertThat(lookup.answerText()).hasSize(200));
    }

    private void look(String gatewayId, String service, int second, String answer) {
        Instant at = START.plusSeconds(second);
        log.lookup(gatewayId, service, IpLiterals.parse("192.0.2.53"), at, at, answer);
    }
}
