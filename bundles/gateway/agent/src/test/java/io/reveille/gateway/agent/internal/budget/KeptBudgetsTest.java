/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.gateway.agent.AccessBudget;
import io.reveille.protocol.SignalChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway has used of its budgets, before and after it was killed. */
class KeptBudgetsTest {
    private static final AccessBudget LIMITS =
            new AccessBudget(10, 3, 5, 8, Duration.ofSeconds(1), Duration.ofSeconds(30));

    @TempDir Path home;
    private Instant wall = Instant.parse("2026-11-22T10:00:00Z");
    private long nanos = 42;

    @Test
    void dials_made_before_a_crash_count_after_it() throws Exception {
        KeptBudgets before = open();
        for (int dial = 0; dial < 3; dial++) {
            assertThat(before.take(nanos)).isZero();
        }

        KeptBudgets after = open();

        assertThat(after.take(nanos)).isCloseTo(Duration.ofSeconds(20), Duration.ofMillis(20));
        pass(Duration.ofMillis(20_020));
        assertThat(after.take(nanos)).isZero();
    }

    @Test
    void time_that_passed_while_the_gateway_was_down_refills_its_budgets() throws Exception {
        KeptBudgets before = open();
        for (int dial = 0; dial < 3; dial++) {
            before.take(nanos);
        }
        wall = wall.plus(Duration.ofHours(2));

        KeptBudgets after = open();

        for (int dial = 0; dial < 3; dial++) {
            assertThat(after.take(nanos)).isZero();
        }
    }

    @Test
    void a_clock_that_begins_in_1970_refills_nothing() throws Exception {
        KeptBudgets before = open();
        for (int dial = 0; dial < 3; dial++) {
            before.take(nanos);
        }
        wall = Instant.EPOCH;

        assertThat(open().take(nanos)).isPositive();
    }

    @Test
    void openings_made_before_a_crash_count_after_it_on_their_channel_alone() throws Exception {
        KeptBudgets before = open();
        for (int open = 0; open < 10; open++) {
            assertThat(before.admits(SignalChannel.SMS)).isTrue();
        }

        KeptBudgets after = open();

        assertThat(after.admits(SignalChannel.SMS)).isFalse();
        assertThat(after.admits(SignalChannel.MQTT)).isTrue();
    }

    @Test
    void a_crash_costs_at_most_what_was_written_ahead_and_a_stop_costs_nothing() throws Exception {
        KeptBudgets killed = open();
        killed.admits(SignalChannel.SMS);
        assertThat(admitted(open())).isBetween(4, 9);
        wall = wall.plus(Duration.ofHours(1));
        KeptBudgets stopped = open();
        stopped.admits(SignalChannel.EMAIL);
        stopped.close();

        KeptBudgets after = open();
        int mails = 0;
        while (after.admits(SignalChannel.EMAIL)) {
            mails++;
        }
        assertThat(mails).isBetween(8, 9);
    }

    @Test
    void a_flood_is_written_down_now_and_then_only() throws Exception {
        KeptBudgets budgets = open();
        budgets.admits(SignalChannel.SMS);
        Path file = home.resolve("data").resolve("budgets");
        FileTime longAgo = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(file, longAgo);
        for (int open = 0; open < 4; open++) {
            budgets.admits(SignalChannel.SMS);
        }
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo);

        budgets.admits(SignalChannel.SMS);

        assertThat(Files.getLastModifiedTime(file)).isGreaterThan(longAgo);
    }

    @Test
    void a_damaged_file_stops_nothing() throws Exception {
        open().admits(SignalChannel.SMS);
        Files.writeString(home.resolve("data").resolve("budgets"), "at \nopen.sms");

        assertThat(admitted(open())).isEqualTo(10);
    }

    private static int admitted(KeptBudgets budgets) {
        int admitted = 0;
        while (budgets.admits(SignalChannel.SMS)) {
            admitted++;
        }
        return admitted;
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }

    /** As after a start of the process; the one before was killed unless it was closed. */
    private KeptBudgets open() throws IOException {
        return KeptBudgets.open(home, LIMITS, new Wall(), () -> nanos);
    }

    private final class Wall extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return wall;
        }
    }
}
