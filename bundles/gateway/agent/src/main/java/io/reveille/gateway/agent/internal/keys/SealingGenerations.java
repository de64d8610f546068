/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.keys;

import io.reveille.crypto.SealingKeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A gateway's own sealing keys: the one that the fleet seals to, the one that it may soon seal to,
 * and the one before. All of them open requests.
 *
 * @param usedAt when a request to the current one was first accepted since it became that, by a
 *     trusted clock
 */
public record SealingGenerations(
        Generation current,
        Optional<Generation> next,
        Optional<Generation> previous,
        Optional<Instant> usedAt) {

    /** How long the one before is kept once the current one has been used. */
    public static final Duration OVERLAP = Duration.ofDays(7);

    private static final int LAST = 255;

    /**
     * One of them.
     *
     * @param number 1 to 255
     */
    public record Generation(int number, SealingKeyPair pair) {
        public Generation {
            if (number < 1 || number > LAST) {
                throw new IllegalArgumentException("generation " + number + " is not 1 to 255");
            }
        }
    }

    /** Of a gateway that has just enrolled. */
    static SealingGenerations first(int number, SealingKeyPair pair) {
        return new SealingGenerations(
                new Generation(number, pair), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether the fleet can be sealing to this one. */
    public boolean has(int number) {
        return all().stream().anyMatch(generation -> generation.number() == number);
    }

    /** With a next one; the same if there is one already. */
    public SealingGenerations withNext(SealingKeyPair pair) {
        int number = current.number() == LAST ? 1 : current.number() + 1;
        return next.isPresent()
                ? this
                : new SealingGenerations(
                        current, Optional.of(new Generation(number, pair)), previous, usedAt);
    }

    /** The fleet seals to this one: if it is the next, it becomes the current one. */
    public SealingGenerations sealedTo(int number) {
        return next.filter(generation -> generation.number() == number)
                .map(
                        promoted ->
                                new SealingGenerations(
                                        promoted,
                                        Optional.empty(),
                                        Optional.of(current),
                                        Optional.empty()))
                .orElse(this);
    }

    /** A request to this one was accepted; the one before goes when its time is over. */
    public SealingGenerations used(int number, Optional<Instant> now) {
        SealingGenerations after = sealedTo(number);
        if (after.previous.isEmpty() || after.current.number() != number || now.isEmpty()) {
            return after;
        }
        if (after.usedAt.isEmpty()) {
            return new SealingGenerations(after.current, after.next, after.previous, now);
        }
        return now.get().isAfter(after.usedAt.get().plus(OVERLAP))
                ? new SealingGenerations(
                        after.current, after.next, Optional.empty(), Optional.empty())
                : after;
    }

    /** All of them, the current one first. */
    public List<Generation> all() {
        List<Generation> all = new ArrayList<>(List.of(current));
        next.ifPresent(all::add);
        previous.ifPresent(all::add);
        return all;
    }

    /** By number, for opening. */
    Map<Integer, SealingKeyPair> byNumber() {
        return all().stream().collect(Collectors.toMap(Generation::number, Generation::pair));
    }
}
