/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.crypto.Octets;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.proxy.SignalLimits;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.SignalBudget;
import io.reveille.server.registry.SignalCharge;
import io.reveille.server.registry.SignalLedger;
import io.reveille.server.registry.SignalRoute;
import io.reveille.server.registry.SignalSum;
import io.reveille.server.registry.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class LedgerBudgetTest {
    private static final SignalRoute SMS = new Route();

    private final Paper paper = new Paper();
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private long nanos = -5;

    @Test
    void each_gateway_has_its_own_budget_in_an_hour() {
        LedgerBudget budget = budget(new SignalLimits(2, 100, 100, 100, 100));

        assertThat(take(budget, "pump-1", "a")).isEmpty();
        assertThat(take(budget, "pump-1", "b")).isEmpty();
        assertThat(take(budget, "pump-1", "c"))
                .hasValueSatisfying(
                        used -> {
                            assertThat(used.reason())
                                    .isEqualTo(
                                            "the budget of 2 access requests in an hour to this gateway is used up");
                            assertThat(used.left()).isEqualTo(Duration.ofHours(1));
                            assertThat(used.again()).isEqualTo("2026-11-22T11:00:00Z");
                        });
        assertThat(take(budget, "pump-2", "c")).isEmpty();
        pass(Duration.ofHours(1));
        assertThat(take(budget, "pump-1", "c")).isEmpty();
    }

    @Test
    void each_client_has_its_own_budget_and_all_have_one_together() {
        LedgerBudget budget = budget(new SignalLimits(100, 100, 2, 3, 4));

        assertThat(take(budget, "pump-1", "a")).isEmpty();
        assertThat(take(budget, "pump-2", "a")).isEmpty();
        assertThat(reason(take(budget, "pump-3", "a"))).contains("in an hour for this client");
        pass(Duration.ofHours(2));
        assertThat(take(budget, "pump-3", "a")).isEmpty();
        assertThat(reason(take(budget, "pump-4", "a"))).contains("in a day for this client");
        assertThat(take(budget, "pump-4", "b")).isEmpty();
        assertThat(reason(take(budget, "pump-5", "c"))).contains("to all gateways together");
    }

    @Test
    void of_several_budgets_that_are_used_up_the_one_that_lasts_longest_is_told() {
        LedgerBudget budget = budget(new SignalLimits(1, 1, 100, 100, 100));
        take(budget, "pump-1", "a");

        assertThat(take(budget, "pump-1", "a"))
                .hasValueSatisfying(used -> assertThat(used.left()).isEqualTo(Duration.ofDays(1)));
    }

    @Test
    void a_refused_message_takes_nothing_from_any_budget() {
        LedgerBudget budget = budget(new SignalLimits(1, 100, 2, 100, 100));
        take(budget, "pump-1", "a");
        take(budget, "pump-1", "a");

        assertThat(take(budget, "pump-2", "a")).isEmpty();
        assertThat(paper.charges).hasSize(2);
    }

    @Test
    void a_new_start_goes_on_where_the_ledger_ends() {
        SignalLimits limits = new SignalLimits(2, 100, 100, 100, 100);
        LedgerBudget before = budget(limits);
        take(before, "pump-1", "a");
        pass(Duration.ofMinutes(20));
        take(before, "pump-1", "a");
        pass(Duration.ofMinutes(10));
        nanos = 1_000_000; // another process, another clock

        LedgerBudget after = budget(limits);

        assertThat(take(after, "pump-1", "a"))
                .hasValueSatisfying(
                        used -> assertThat(used.left()).isEqualTo(Duration.ofMinutes(30)));
        pass(Duration.ofMinutes(30));
        assertThat(take(after, "pump-1", "a")).isEmpty();
        assertThat(take(after, "pump-1", "a")).isPresent();
    }

    @Test
    void a_clock_that_is_set_forward_grants_nothing_and_one_set_back_takes_nothing() {
        LedgerBudget budget = budget(new SignalLimits(1, 100, 100, 100, 100));
        take(budget, "pump-1", "a");

        now = now.plus(Duration.ofDays(2));
        assertThat(take(budget, "pump-1", "a")).isPresent();
        now = now.minus(Duration.ofDays(20_000));
        nanos += Duration.ofHours(1).toNanos();
        assertThat(take(budget, "pump-1", "a")).isEmpty();
    }

    @Test
    void what_cannot_be_written_down_is_not_sent_and_not_counted() {
        LedgerBudget budget = budget(new SignalLimits(1, 100, 100, 100, 100));
        paper.torn = true;
        assertThatThrownBy(() -> take(budget, "pump-1", "a"))
                .isInstanceOf(IllegalStateException.class);
        paper.torn = false;

        assertThat(take(budget, "pump-1", "a")).isEmpty();
    }

    @Test
    void what_its_route_did_not_send_is_given_back_once_and_struck_out() {
        LedgerBudget budget = budget(new SignalLimits(2, 100, 100, 100, 100));
        take(budget, "pump-1", "a");
        take(budget, "pump-1", "a");

        budget.refund(order("pump-1", "a"));
        budget.refund(order("pump-1", "a"));
        budget.refund(order("pump-2", "a"));

        assertThat(paper.charges).hasSize(1);
        assertThat(take(budget, "pump-1", "a")).isEmpty();
        assertThat(take(budget, "pump-1", "a")).isPresent();
        assertThat(take(budget(new SignalLimits(2, 9, 9, 9, 9)), "pump-1", "a")).isPresent();
    }

    private LedgerBudget budget(SignalLimits limits) {
        return new LedgerBudget(limits, paper, () -> now, () -> nanos);
    }

    private static Optional<SignalBudget.Refusal> take(
            LedgerBudget budget, String gatewayId, String source) {
        return budget.refusal(order(gatewayId, source));
    }

    private static SignalBudget.Order order(String gatewayId, String source) {
        Gateway gateway =
                new Gateway(
                        gatewayId,
                        GatewayStatus.PENDING,
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        Instant.EPOCH,
                        Optional.empty(),
                        List.of());
        return new SignalBudget.Order(gateway, SMS, source);
    }

    private void pass(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
    }

    private static String reason(Optional<SignalBudget.Refusal> exhausted) {
        return exhausted.orElseThrow().reason();
    }

    /** A ledger in memory. */
    private static final class Paper implements SignalLedger {
        final List<SignalCharge> charges = new ArrayList<>();
        boolean torn;

        @Override
        public void charge(SignalCharge charge) {
            if (torn) {
                throw new IllegalStateException("the disk is full");
            }
            charges.add(charge);
        }

        @Override
        public void refund(SignalCharge charge) {
            charges.remove(charges.lastIndexOf(charge));
        }

        @Override
        public List<Silence> silences() {
            return List.of();
        }

        @Override
        public void silent(Silence silence) {
            throw new AssertionError("a budget knows nothing of silence");
        }

        @Override
        public void answered(String gatewayId) {
            throw new AssertionError("a budget knows nothing of answers");
        }

        @Override
        public List<SignalCharge> since(Instant from) {
            return charges.stream().filter(charge -> !charge.at().isBefore(from)).toList();
        }

        @Override
        public List<SignalSum> sums(Instant from) {
            return List.of();
        }
    }

    private static final class Route implements SignalRoute {
        @Override
        public String name() {
            return "test";
        }

        @Override
        public SignalChannel channel() {
            return SignalChannel.SMS;
        }

        @Override
        public boolean reaches(Gateway gateway) {
            return true;
        }

        @Override
        public CompletionStage<String> send(Gateway to, Octets sealed, Duration validity) {
            throw new UnsupportedOperationException();
        }
    }
}
