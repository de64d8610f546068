/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.StreamByteDistributor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Which stream may send next. Those that have sent little of late go first, and need not wait until
 * {@link SendPace} lets more octets go; all others take turns.
 */
final class Turns implements StreamByteDistributor {

    private static final int LONGEST_TURN = 64 * 1024;

    /** What a stream may send at once and still be one that sends little, in octets. */
    private static final int LITTLE = 16 * 1024;

    /** How fast it may go on with that, in octets a second, unless the whole link is slow. */
    private static final int LITTLE_A_SECOND = 32 * 1024;

    private final Http2Connection.PropertyKey key;
    private final Deque<Turn> light = new ArrayDeque<>();
    private final Deque<Turn> heavy = new ArrayDeque<>();
    private final Marks marks;

    Turns(Http2Connection connection, Marks marks) {
        this.marks = marks;
        key = connection.newKey();
        connection.connectionStream().setProperty(key, new Turn(connection.connectionStream()));
        connection.addListener(
                new Http2ConnectionAdapter() {
                    @Override
                    public void onStreamAdded(Http2Stream stream) {
                        stream.setProperty(key, new Turn(stream));
                    }

                    @Override
                    public void onStreamClosed(Http2Stream stream) {
                        Turn turn = turn(stream);
                        if (turn.queued) {
                            turn.queued = false;
                            light.remove(turn);
                            heavy.remove(turn);
                        }
                        turn.ready = 0;
                    }
                });
    }

    private Turn turn(Http2Stream stream) {
        return stream.getProperty(key);
    }

    @Override
    public void updateStreamableBytes(StreamState state) {
        Turn turn = turn(state.stream());
        turn.ready = Http2CodecUtil.streamableBytes(state);
        turn.blocked = state.windowSize() < 0;
        boolean may = state.windowSize() > 0 || (state.windowSize() == 0 && !turn.writing);
        if (state.hasFrame() && may && !turn.queued) {
            turn.queued = true;
            (turn.isLight(System.nanoTime()) ? light : heavy).addLast(turn);
        }
    }

    @Override
    public void updateDependencyTree(int child, int parent, short weight, boolean exclusive) {
        // RFC 9113 section 5.3.1: priorities of this kind are no more
    }

    @Override
    public boolean distribute(int mostOctets, Writer writer) {
        long now = System.nanoTime();
        marks.begin(now);
        int left = first(mostOctets, now, writer);
        if (light.isEmpty()) {
            left = inTurn(left, writer);
        }
        return left == 0 && !(light.isEmpty() && heavy.isEmpty()) && marks.room(1) > 0;
    }

    /** Serves those that send little. */
    private int first(int most, long now, Writer writer) {
        int left = most;
        for (Turn turn = light.pollFirst(); turn != null; turn = light.pollFirst()) {
            turn.queued = false;
            if (turn.blocked) {
                continue;
            }
            if (!turn.isLight(now)) {
                turn.queued = true;
                heavy.addLast(turn);
                continue;
            }
            int octets = (int) Math.min(turn.ready, Math.min(left, marks.roomForLittle()));
            if (turn.ready > 0 && octets <= 0) {
                turn.queued = true;
                light.addFirst(turn);
                break;
            }
            left -= write(turn, Math.max(0, octets), writer);
        }
        return left;
    }

    /** Serves the others, each as much as its turn allows, as long as the pace allows any. */
    private int inTurn(int most, Writer writer) {
        int least = Math.min(LONGEST_TURN, marks.step());
        int left = most;
        int share = Math.min(left / Math.max(1, heavy.size()), marks.step());
        int chunk = Math.max(least, share);
        for (Turn turn = heavy.pollFirst(); turn != null; turn = heavy.pollFirst()) {
            turn.queued = false;
            if (turn.blocked) {
                continue;
            }
            int octets =
                    (int) Math.min(Math.min(chunk, turn.ready), Math.min(left, marks.room(least)));
            if (turn.ready > 0 && octets <= 0) {
                turn.queued = true;
                heavy.addFirst(turn);
                break;
            }
            left -= write(turn, Math.max(0, octets), writer);
        }
        return left;
    }

    private int write(Turn turn, int octets, Writer writer) {
        turn.writing = true;
        turn.recent += octets;
        marks.given(octets);
        try {
            writer.write(turn.stream, octets);
        } finally {
            turn.writing = false;
        }
        marks.sendIfDue();
        return octets;
    }

    private final class Turn {
        private final Http2Stream stream;
        private int ready;
        private boolean blocked;
        private boolean queued;
        private boolean writing;
        private double recent;
        private long recentAt = System.nanoTime();

        Turn(Http2Stream stream) {
            this.stream = stream;
        }

        boolean isLight(long now) {
            double seconds = (now - recentAt) / (double) TimeUnit.SECONDS.toNanos(1);
            double rate = Math.min(LITTLE_A_SECOND, marks.octetsPerSecond() / 8);
            recent = Math.max(0, recent - seconds * rate);
            recentAt = now;
            return recent + ready <= LITTLE;
        }
    }
}
