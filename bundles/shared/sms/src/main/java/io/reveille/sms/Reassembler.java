/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import io.reveille.sms.internal.MessageKey;
import io.reveille.sms.internal.PartStore;
import io.reveille.sms.internal.Parts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Joins the parts of long messages, in whatever order and however often they come, several messages
 * at a time. What it holds is bounded in number, size and age, so that no sender can make it grow;
 * beyond a bound the oldest goes. Finished messages are remembered within the same bounds, so that
 * a part delivered again does not begin the message anew.
 *
 * <p>Parts belong together when originator, alphabet, reference and total agree. A part that comes
 * again with other content means that the reference is used for a new message, and what was held of
 * the old one is dropped.
 *
 * <p>Safe for use by several threads.
 */
public final class Reassembler {
    /**
     * How much is held at most.
     *
     * @param messages unfinished messages of all senders together
     * @param perSender unfinished messages of one sender
     * @param octets user data of all unfinished messages, 140 for every part
     * @param age how long a message may take from the first part that comes to the last
     */
    public record Limits(int messages, int perSender, int octets, Duration age) {
        /** 64 messages, 8 a sender, 256 KiB, one day. */
        public static final Limits DEFAULT = new Limits(64, 8, 256 * 1024, Duration.ofDays(1));

        public Limits {
            if (messages < 1 || perSender < 1 || octets < 1 || age.isNegative() || age.isZero()) {
                throw new IllegalArgumentException("reassembly limits must be positive");
            }
        }
    }

    private final Limits limits;
    private final Clock clock;
    private final PartStore unfinished = new PartStore();
    private final PartStore finished = new PartStore();

    /** A reassembler that reads the time of a clock. */
    public Reassembler(Limits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Takes a message in.
     *
     * @return the message, when it is whole: at once where it is no part of a longer one, with the
     *     last missing part where it is
     */
    public synchronized Optional<WholeMessage> accept(SmsDeliver part) {
        Optional<Concatenation> which =
                part.userData().header().flatMap(UserDataHeader::concatenation);
        if (which.isEmpty() || which.get().total() == 1) {
            return Optional.of(new WholeMessage(List.of(part)));
        }
        Instant begin = clock.instant().minus(limits.age());
        unfinished.dropOlderThan(begin);
        finished.dropOlderThan(begin);
        return join(part, which.get());
    }

    /** How many messages have begun and are not whole yet. */
    public synchronized int unfinished() {
        return unfinished.size();
    }

    private Optional<WholeMessage> join(SmsDeliver part, Concatenation which) {
        MessageKey key = MessageKey.of(part, which);
        int sequence = which.sequence();
        if (finished.parts(key).filter(parts -> parts.repeats(sequence, part)).isPresent()) {
            return Optional.empty();
        }
        finished.remove(key);
        Optional<Parts> begun = unfinished.parts(key);
        if (begun.isPresent() && begun.get().holds(sequence)) {
            if (begun.get().repeats(sequence, part)) {
                return Optional.empty();
            }
            unfinished.remove(key);
            begun = Optional.empty();
        }
        Parts parts =
                begun.orElseGet(
                        () -> {
                            unfinished.keepBelow(limits.perSender(), key.originator());
                            return unfinished.begin(key, clock.instant());
                        });
        unfinished.add(parts, sequence, part);
        if (!parts.complete()) {
            unfinished.shrinkTo(limits.messages(), limits.octets());
            return Optional.empty();
        }
        unfinished.remove(key);
        finished.put(key, parts);
        finished.shrinkTo(limits.messages(), limits.octets());
        return Optional.of(new WholeMessage(parts.inOrder()));
    }
}
