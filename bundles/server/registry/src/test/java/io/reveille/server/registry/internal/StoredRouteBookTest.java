/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.server.registry.Money;
import io.reveille.server.registry.RouteBook;
import io.reveille.server.registry.RouteBook.Use;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredRouteBookTest {
    private static final Money PRICE = Money.parse("0.075 EUR");
    private static final LocalDate DAY = LocalDate.parse("2026-11-22");

    @TempDir Path home;

    private final MovableClock clock = new MovableClock();

    @Test
    void counts_messages_and_their_cost_by_route_and_day_through_restarts() {
        try (ServerRegistry server = Fleet.open(Fleet.settings(home), clock)) {
            RouteBook book = server.routes();
            book.sent("smpp a", Optional.of(PRICE));
            book.sent("smpp a", Optional.of(PRICE));
            book.sent("smpp a", Optional.empty());
            book.sent("mqtt b", Optional.of(Money.parse("0 EUR")));
        }
        clock.advance(Duration.ofDays(1));
        try (ServerRegistry server = Fleet.open(Fleet.settings(home), clock)) {
            server.routes().sent("smpp a", Optional.of(PRICE));

            assertThat(server.routes().use(2))
                    .containsExactly(
                            new Use("smpp a", DAY.plusDays(1), 1, Optional.of(PRICE)),
                            new Use("mqtt b", DAY, 1, Optional.of(Money.parse("0 EUR"))),
                            new Use("smpp a", DAY, 1, Optional.empty()),
                            new Use("smpp a", DAY, 2, Optional.of(Money.parse("0.15 EUR"))));
            assertThat(server.routes().use(1)).hasSize(1);
        }
    }

    @Test
    void refuses_a_period_that_makes_no_sense() {
        try (ServerRegistry server = Fleet.open(home)) {
            assertThatThrownBy(() -> server.routes().use(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1 to 3660");
        }
    }
}
