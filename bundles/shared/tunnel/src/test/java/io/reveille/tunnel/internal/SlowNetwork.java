/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * A network that carries so many octets in a second and keeps all others waiting, and a sender that
 * always has more of them, besides a keystroke now and then. Its time is its own.
 */
final class SlowNetwork {

    private static final long STEP = 50_000;
    private static final int LONGEST_TURN = 64 * 1024;
    private static final long OTHER_CLOCK = 77_777_777_777L;
    private static final double SECOND = 1e9;
    private static final int KEYSTROKE = 100;
    private static final long BETWEEN_KEYSTROKES = 70_000_000;

    private final SendPace pace = new SendPace();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final long forth;
    private long back;
    private double rate;
    private long now;
    private double free;
    private long window = Long.MAX_VALUE;
    private boolean together;
    private final Random chance = new Random(7);
    private long late;
    private long lastThere;
    private long sent;
    private long typed = Long.MAX_VALUE;
    private long slowestKeystroke;

    SlowNetwork(int octetsPerSecond, Duration eachWay) {
        rate = octetsPerSecond;
        forth = eachWay.toNanos();
        back = forth;
    }

    private record Answer(long number, long at, long clock) {}

    /**
     * What was to be seen for a while.
     *
     * @param slowestKeystroke from when it was typed until it was there
     */
    record Seen(long octetsPerSecond, Duration longestQueue, Duration slowestKeystroke) {}

    void rate(int octetsPerSecond) {
        rate = octetsPerSecond;
    }

    /** The sender has no more than this on its way, whatever the pace allows. */
    void window(int octets) {
        window = octets;
    }

    /** Answers now take so long. */
    void back(Duration takes) {
        back = takes.toNanos();
    }

    /** From now on someone types. */
    void types() {
        typed = now;
    }

    /** From now on the peer reads all there is before it answers. */
    void answersComeTogether() {
        together = true;
    }

    /** From now on octets come late by chance, by so much at most. */
    void late(Duration most) {
        late = most.toNanos();
    }

    /** Nothing goes forth for a while; what is sent has to wait. */
    void standsStill(Duration time) {
        free = Math.max(free, (double) now) + time.toNanos();
    }

    /** Nothing is sent for a while. */
    void pause(Duration time) {
        now += time.toNanos();
        while (!answers.isEmpty()) {
            Answer answer = answers.remove();
            pace.answered(answer.number(), answer.at(), answer.clock());
        }
    }

    Seen run(Duration time) {
        long end = now + time.toNanos();
        long before = sent;
        double longest = 0;
        slowestKeystroke = 0;
        for (; now < end; now += STEP) {
            boolean all = !answers.isEmpty() && answers.getLast().at() <= now;
            while (!answers.isEmpty() && (all || (!together && answers.element().at() <= now))) {
                Answer answer = answers.remove();
                pace.answered(answer.number(), now, answer.clock());
            }
            send();
            longest = Math.max(longest, free - now);
        }
        double seconds = time.toNanos() / SECOND;
        return new Seen(
                (long) ((sent - before) / seconds),
                Duration.ofNanos((long) longest),
                Duration.ofNanos(slowestKeystroke));
    }

    private void send() {
        pace.begin(now);
        for (; typed <= now && pace.roomForLittle() >= KEYSTROKE; typed += BETWEEN_KEYSTROKES) {
            give(KEYSTROKE);
            slowestKeystroke = Math.max(slowestKeystroke, (long) free + forth - typed);
        }
        for (long room = room(); room > 0; room = room()) {
            give((int) Math.min(room, Math.min(LONGEST_TURN, pace.step())));
        }
    }

    private void give(int octets) {
        sent += octets;
        pace.given(octets);
        free = Math.max(free, (double) now) + octets / rate * SECOND;
        if (pace.isMarkDue()) {
            long there = (long) free + forth + (long) (chance.nextDouble() * late);
            there = Math.max(there, lastThere); // in order
            lastThere = there;
            answers.add(new Answer(pace.mark(now), there + back, there + OTHER_CLOCK));
        }
    }

    private long room() {
        int turn = Math.min(LONGEST_TURN, pace.step());
        return Math.min(pace.room(turn), window - pace.onItsWay());
    }
}
