/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * How many octets may be on their way to the peer, so that they queue for half a round trip at most
 * wherever the queue is: in front of this end's socket, in its kernel, or in the network. A
 * keystroke has to wait behind all of them; what still waits in the streams, it passes.
 *
 * <p>Marks are sent among the octets, and the peer answers each at once with its clock. The clocks
 * need not agree: how much later than the quickest a mark arrives is what it waited (as in RFC
 * 6817). What answers wait for on their way back does not count. Once in each round trip the
 * allowance is adapted to the most that was on its way, to how long answers took, and how much of
 * that was waiting.
 *
 * <p>The quickest way is forgotten after 10 to 20 s. Since a queue that never empties would hide
 * it, the allowance is then cut for about two round trips.
 *
 * <p>After a pause nothing is known any more, and all begins anew (as RFC 5681 section 4.1 has it
 * for TCP): a device that moves has another way by then.
 */
final class SendPace {

    static final int FIRST = 32 * 1024;
    static final int LEAST = 16 * 1024;
    static final int MOST = 64 * 1024 * 1024;
    static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long MEMORY = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final int LEAST_BETWEEN_MARKS = 4 * 1024;

    /** By how much, in octets, streams that send little may together go beyond the pace. */
    private static final int BEYOND = 64 * 1024;

    private final Queue<Mark> marks = new ArrayDeque<>();
    private Least quickest = new Least(MEMORY);
    private final Least roundTrip = new Least(MEMORY);
    private final Round round = new Round();
    private int most = FIRST;
    private long given;
    private long arrived;
    private long marked;
    private long lastMark;
    private long answeredAt;
    private boolean starting = true;
    private boolean growing = true;
    private int same;
    private boolean emptying;
    private boolean looking;
    private int cutTo;
    private double octetsPerNano = Double.POSITIVE_INFINITY;

    private record Mark(long number, long given, long sentAt, long onItsWay, boolean used) {}

    /** Octets that may be given to the connection now; negative if there are too many already. */
    long room() {
        return (emptying || looking ? cutTo : most) - onItsWay();
    }

    /**
     * Octets that may be given to the connection now, or none if that is less than a turn; more
     * room is then sure to come, as an answer is under way.
     */
    long room(int turn) {
        long room = room();
        if (room >= turn) {
            return room;
        }
        return marks.isEmpty() ? turn : 0;
    }

    /**
     * Octets that streams that send little may give to the connection now. They do not wait while
     * the quickest way is looked for: so few hide it from nobody.
     */
    long roomForLittle() {
        return most + BEYOND - onItsWay();
    }

    /** Octets given to the connection of which no answer says yet that they have arrived. */
    long onItsWay() {
        return given - arrived;
    }

    /** How fast octets arrived last time there were enough of them. */
    double octetsPerNano() {
        return octetsPerNano;
    }

    /** Octets that may be on their way. */
    int most() {
        return most;
    }

    /** Octets between two marks; less while the quickest way is looked for. */
    int step() {
        int eighth = emptying || looking ? cutTo / 64 : most / 8;
        return Math.max(LEAST_BETWEEN_MARKS, eighth);
    }

    /** Octets are about to be given to the connection. */
    void begin(long now) {
        boolean fresh = starting && most == FIRST;
        if (fresh || !marks.isEmpty() || now - answeredAt < PAUSE) {
            return;
        }
        arrived = given;
        marked = given;
        most = FIRST;
        starting = true;
        growing = true;
        same = 0;
        emptying = false;
        looking = false;
        octetsPerNano = Double.POSITIVE_INFINITY;
        quickest = new Least(MEMORY);
        round.begin(given);
    }

    void given(int octets) {
        given += octets;
    }

    /** Whether enough octets were given since the last mark. */
    boolean isMarkDue() {
        return given - marked >= step();
    }

    /**
     * A mark is being sent.
     *
     * @return its number
     */
    long mark(long now) {
        marked = given;
        long onItsWay = onItsWay();
        marks.add(new Mark(++lastMark, given, now, onItsWay, onItsWay >= most / 4 * 3L));
        return lastMark;
    }

    /**
     * The peer has answered a mark. Answers come in the order of the marks; others are ignored.
     *
     * @param clock the peer's, in nanoseconds, when the mark arrived
     * @return whether it was the answer due
     */
    boolean answered(long number, long now, long clock) {
        Mark mark = marks.peek();
        if (mark == null || mark.number() != number) {
            return false;
        }
        marks.remove();
        answeredAt = now;
        long here = mark.given() - arrived;
        arrived = mark.given();
        if (starting) {
            growing &= !hasWaited(clock - mark.sentAt());
            if (growing && mark.used()) {
                most = (int) Math.min(MOST, most + here); // twice as much in a round trip
            }
        }
        if (emptying) {
            if (onItsWay() <= cutTo) {
                emptying = false;
                looking = true;
                round.begin(given);
            }
        } else if (!looking || mark.given() > round.end) {
            round.add(mark, now - mark.sentAt(), clock - mark.sentAt());
            if (mark.given() > round.end) {
                adapt(now);
                round.begin(given);
            }
        }
        return true;
    }

    /** Whether one mark alone says already that there is a queue. */
    private boolean hasWaited(long oneWay) {
        return !quickest.isEmpty() && oneWay - (double) quickest.get() > mayWait() / 2;
    }

    private double mayWait() {
        return Math.max((double) SHORTEST_WAIT, roundTrip.get() / 2.0);
    }

    private void adapt(long now) {
        boolean firstOfMemory = quickest.add(now, round.oneWay());
        roundTrip.add(now, round.roundTrip());
        if (looking) {
            looking = false;
            return;
        }
        double took = round.roundTrip();
        double waited = Math.min(took, round.oneWay() - (double) quickest.get());
        double mayWait = mayWait();
        growing = waited < (growing ? mayWait / 2 : mayWait / 8);
        if (!round.used() && waited <= mayWait) {
            return;
        }
        boolean quicker =
                octetsPerNano == Double.POSITIVE_INFINITY
                        || round.onItsWay() / took > 1.25 * octetsPerNano;
        octetsPerNano = round.onItsWay() / took;
        if (starting) {
            same = quicker ? 0 : same + 1;
            if (same < 2) {
                return;
            }
        }
        double fitting = round.fullest * (took - waited + mayWait) / took;
        double next = starting || fitting < most / 2.0 ? fitting : (most + fitting) / 2;
        most = (int) Math.max(LEAST, Math.min(MOST, Math.min(2.0 * most, next)));
        if (starting || firstOfMemory) {
            emptying = true;
            cutTo = (int) Math.max(LEAST / 2, round.onItsWay() * (took - waited) / took * 0.75);
        }
        starting = false;
    }

    /** What the marks of one round trip had in the mean. */
    private static final class Round {
        private long end;
        private int marks;
        private long sumOnItsWay;
        private long fullest;
        private long sumRoundTrip;
        private long sumOneWay;
        private boolean used;

        void begin(long given) {
            end = given;
            marks = 0;
            sumOnItsWay = 0;
            fullest = 0;
            sumRoundTrip = 0;
            sumOneWay = 0;
            used = false;
        }

        void add(Mark mark, long roundTrip, long oneWay) {
            marks++;
            sumOnItsWay += mark.onItsWay();
            fullest = Math.max(fullest, mark.onItsWay());
            sumRoundTrip += roundTrip;
            sumOneWay += oneWay;
            used |= mark.used();
        }

        /**
         * Whether it was the pace that held octets back: once in a round is enough, as a peer that
         * answers many marks together has all of them sent again from the first.
         */
        boolean used() {
            return used;
        }

        long onItsWay() {
            return sumOnItsWay / marks;
        }

        long roundTrip() {
            return Math.max(1, sumRoundTrip / marks);
        }

        long oneWay() {
            return sumOneWay / marks;
        }
    }
}
