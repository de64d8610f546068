/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ReassemblyPropertyTest {

    @Property(tries = 300)
    void whatever_order_and_repetition_every_message_arrives_once_and_whole(
            @ForAll @Size(min = 1, max = 6) List<@From("texts") String> texts,
            @ForAll boolean wide,
            @ForAll @IntRange(max = 2) int repeats,
            @ForAll Random random) {
        List<SmsDeliver> onTheWay = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Address from = Address.parse("+4915" + i % 3);
            List<SmsDeliver> parts = Parts.parts(from, (wide ? 1000 : 0) + i, texts.get(i));
            if (parts.size() > 1) {
                for (int repeat = 0; repeat <= repeats; repeat++) {
                    onTheWay.addAll(parts);
                }
            } else {
                onTheWay.addAll(parts);
            }
        }
        Collections.shuffle(onTheWay, random);
        Reassembler reassembler = new Reassembler(Reassembler.Limits.DEFAULT, Clock.systemUTC());

        List<String> arrived = new ArrayList<>();
        for (SmsDeliver part : onTheWay) {
            reassembler.accept(part).ifPresent(whole -> arrived.add(whole.text().orElseThrow()));
        }

        assertThat(arrived).containsExactlyInAnyOrderElementsOf(texts);
        assertThat(reassembler.unfinished()).isZero();
    }

    @Property(tries = 300)
    void no_sequence_of_parts_holds_more_than_agreed(
            @ForAll @Size(max = 300) List<@IntRange(min = 0, max = 1_000_000) Integer> parts) {
        Reassembler.Limits limits =
                new Reassembler.Limits(5, 2, 2000, java.time.Duration.ofDays(1));
        Reassembler reassembler = new Reassembler(limits, Clock.systemUTC());
        for (int number : parts) {
            int total = 2 + number % 5;
            reassembler.accept(
                    Parts.part(
                            Address.parse("+" + number % 7),
                            number % 11,
                            total,
                            1 + number % total,
                            "x".repeat(number % 100)));

            assertThat(reassembler.unfinished()).isLessThanOrEqualTo(limits.messages());
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("abc €{}\n").ofMaxLength(900),
                Arbitraries.strings().withChars("aığüşöç €").ofMaxLength(900),
                Arbitraries.of("ж", "\uD83D\uDC4B", "a", "हिन्दी")
                        .list()
                        .ofMaxSize(300)
                        .map(characters -> String.join("", characters)));
    }
}
