/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import static io.reveille.sms.Parts.part;
import static io.reveille.sms.Parts.parts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reveille.sms.Reassembler.Limits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReassemblerTest {
    private static final Address ANN = Address.parse("+4915100000001");
    private static final Address BOB = Address.parse("+4915100000002");
    private static final Limits LIMITS = new Limits(3, 2, 1400, Duration.ofHours(1));

    private final Hands clock = new Hands();
    private final Reassembler reassembler = new Reassembler(LIMITS, clock);

    @Test
    void a_message_in_one_part_passes_at_once() {
        SmsDeliver single = parts(ANN, 1, "short").get(0);
        SmsDeliver oneOfOne = part(ANN, 1, 1, 1, "only");

        assertThat(reassembler.accept(single)).contains(new WholeMessage(List.of(single)));
        assertThat(reassembler.accept(oneOfOne)).contains(new WholeMessage(List.of(oneOfOne)));
        assertThat(reassembler.accept(oneOfOne)).isPresent();
        assertThat(reassembler.unfinished()).isZero();
    }

    @Test
    void parts_are_joined_in_whatever_order_they_come() {
        assertThat(reassembler.accept(part(ANN, 7, 3, 2, "b"))).isEmpty();
        assertThat(reassembler.accept(part(ANN, 7, 3, 3, "c"))).isEmpty();
        WholeMessage whole = reassembler.accept(part(ANN, 7, 3, 1, "a")).orElseThrow();

        assertThat(whole.text()).contains("abc");
        assertThat(whole.originator()).isEqualTo(ANN);
        assertThat(reassembler.unfinished()).isZero();
    }

    @Test
    void a_part_that_comes_twice_counts_once() {
        SmsDeliver first = part(ANN, 7, 2, 1, "a");

        assertThat(reassembler.accept(first)).isEmpty();
        assertThat(reassembler.accept(first)).isEmpty();
        assertThat(reassembler.accept(part(ANN, 7, 2, 2, "b"))).isPresent();
    }

    @Test
    void a_part_that_comes_again_after_the_end_begins_nothing() {
        SmsDeliver first = part(ANN, 7, 2, 1, "a");
        SmsDeliver second = part(ANN, 7, 2, 2, "b");
        reassembler.accept(first);
        reassembler.accept(second);

        assertThat(reassembler.accept(first)).isEmpty();
        assertThat(reassembler.accept(second)).isEmpty();
        assertThat(reassembler.unfinished()).isZero();
    }

    @Test
    void messages_of_several_senders_and_kinds_of_reference_do_not_mix() {
        SmsDeliver wideFirst = part(ANN, new Concatenation(7, 2, 1, true), "x");
        SmsDeliver wideSecond = part(ANN, new Concatenation(7, 2, 2, true), "y");

        assertThat(reassembler.accept(part(ANN, 7, 2, 1, "a"))).isEmpty();
        assertThat(reassembler.accept(part(BOB, 7, 2, 2, "d"))).isEmpty();
        assertThat(reassembler.accept(wideSecond)).isEmpty();
        assertThat(reassembler.accept(part(BOB, 7, 2, 1, "c")).orElseThrow().text()).contains("cd");
        assertThat(reassembler.accept(part(ANN, 7, 2, 2, "b")).orElseThrow().text()).contains("ab");
        assertThat(reassembler.accept(wideFirst).orElseThrow().text()).contains("xy");
    }

    @Test
    void a_reference_used_anew_drops_what_was_missing_a_part() {
        reassembler.accept(part(ANN, 7, 2, 1, "old"));

        assertThat(reassembler.accept(part(ANN, 7, 2, 1, "new "))).isEmpty();
        assertThat(reassembler.accept(part(ANN, 7, 2, 2, "message")).orElseThrow().text())
                .contains("new message");
    }

    @Test
    void a_reference_used_anew_after_the_end_begins_a_message() {
        reassembler.accept(part(ANN, 7, 2, 1, "a"));
        reassembler.accept(part(ANN, 7, 2, 2, "b"));

        assertThat(reassembler.accept(part(ANN, 7, 2, 2, "d"))).isEmpty();
        assertThat(reassembler.accept(part(ANN, 7, 2, 1, "c")).orElseThrow().text()).contains("cd");
    }

    @Test
    void a_part_that_never_comes_is_waited_for_no_longer_than_agreed() {
        reassembler.accept(part(ANN, 7, 2, 1, "a"));
        clock.now = clock.now.plus(LIMITS.age()).plusMillis(1);

        assertThat(reassembler.accept(part(ANN, 7, 2, 2, "b"))).isEmpty();
        assertThat(reassembler.unfinished()).isOne();
    }

    @Test
    void a_clock_set_back_loses_nothing() {
        reassembler.accept(part(ANN, 7, 2, 1, "a"));
        clock.now = Instant.EPOCH;

        assertThat(reassembler.accept(part(ANN, 7, 2, 2, "b"))).isPresent();
    }

    @Test
    void one_sender_does_not_push_out_the_others() {
        reassembler.accept(part(BOB, 1, 2, 1, "b"));
        for (int reference = 0; reference < 100; reference++) {
            reassembler.accept(part(ANN, reference, 2, 1, "a"));
        }

        assertThat(reassembler.unfinished()).isEqualTo(3);
        assertThat(reassembler.accept(part(BOB, 1, 2, 2, "ob"))).isPresent();
        assertThat(reassembler.accept(part(ANN, 99, 2, 2, "nn"))).isPresent();
        assertThat(reassembler.accept(part(ANN, 97, 2, 2, "nn"))).isEmpty();
    }

    @Test
    void many_senders_are_held_to_the_number_of_messages() {
        for (int sender = 0; sender < 1000; sender++) {
            reassembler.accept(part(Address.parse("+" + sender), 1, 2, 1, "a"));
        }

        assertThat(reassembler.unfinished()).isEqualTo(LIMITS.messages());
        assertThat(reassembler.accept(part(Address.parse("+999"), 1, 2, 2, "z"))).isPresent();
        assertThat(reassembler.accept(part(Address.parse("+0"), 1, 2, 2, "z"))).isEmpty();
    }

    @Test
    void what_is_held_is_bounded_in_octets() {
        for (int sequence = 1; sequence <= 8; sequence++) {
            reassembler.accept(part(ANN, 1, 255, sequence, "a"));
        }
        assertThat(reassembler.unfinished()).isOne();
        for (int sequence = 1; sequence <= 3; sequence++) {
            reassembler.accept(part(BOB, 1, 255, sequence, "b"));
        }

        assertThat(reassembler.unfinished()).isOne(); // the older one had to go
        for (int sequence = 4; sequence <= 11; sequence++) {
            reassembler.accept(part(BOB, 1, 255, sequence, "b"));
        }
        assertThat(reassembler.unfinished()).isZero(); // too large by itself
    }

    @Test
    void room_is_given_back_by_what_is_finished_expired_or_dropped() {
        for (int i = 0; i < 50; i++) {
            reassembler.accept(part(ANN, 1, 9, 1, "finished"));
            for (int sequence = 2; sequence <= 9; sequence++) {
                reassembler.accept(part(ANN, 1, 9, sequence, "part " + i));
            }
            reassembler.accept(part(ANN, 2, 9, 1, "used anew " + i));
            reassembler.accept(part(BOB, i, 9, 1, "expires"));
            clock.now = clock.now.plus(LIMITS.age()).plusMillis(1);
        }
        for (int sequence = 1; sequence <= 9; sequence++) {
            reassembler.accept(part(ANN, 3, 10, sequence, "a"));
        }

        assertThat(reassembler.unfinished()).isOne();
        assertThat(reassembler.accept(part(ANN, 3, 10, 10, "a"))).isPresent();
    }

    @Test
    void a_reference_used_anew_again_and_again_takes_no_room_from_others() {
        reassembler.accept(part(BOB, 1, 2, 1, "b"));
        for (int i = 0; i < 100; i++) {
            reassembler.accept(part(ANN, 1, 2, 1, "again " + i));
        }

        assertThat(reassembler.accept(part(BOB, 1, 2, 2, "ob"))).isPresent();
    }

    @Test
    void a_finished_message_is_remembered_no_longer_than_agreed() {
        SmsDeliver first = part(ANN, 7, 2, 1, "a");
        SmsDeliver second = part(ANN, 7, 2, 2, "b");
        reassembler.accept(first);
        reassembler.accept(second);
        clock.now = clock.now.plus(LIMITS.age()).plusMillis(1);

        assertThat(reassembler.accept(first)).isEmpty();
        assertThat(reassembler.accept(second)).isPresent();
    }

    @Test
    void of_finished_messages_the_oldest_is_forgotten_first() {
        for (int reference = 1; reference <= LIMITS.messages() + 1; reference++) {
            reassembler.accept(part(ANN, reference, 2, 1, "a"));
            reassembler.accept(part(ANN, reference, 2, 2, "b"));
        }

        assertThat(reassembler.accept(part(ANN, 2, 2, 1, "a"))).isEmpty();
        assertThat(reassembler.unfinished()).isZero();
        assertThat(reassembler.accept(part(ANN, 1, 2, 1, "a"))).isEmpty();
        assertThat(reassembler.unfinished()).isOne();
    }

    @Test
    void limits_must_be_positive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits(0, 1, 1, Duration.ofDays(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(1, 1, 1, Duration.ZERO));
    }

    private static final class Hands extends Clock {
        private Instant now = Instant.parse("2026-11-01T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
