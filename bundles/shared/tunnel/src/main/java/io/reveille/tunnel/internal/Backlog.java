/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;

/**
 * Octets that wait for a reader. Small pieces are copied together, because each would otherwise
 * keep a whole receive buffer alive: what is held is at most a few times what was received, however
 * the sender cuts it up.
 */
final class Backlog {

    private static final int SMALL = 8 * 1024;
    private static final int BUNDLE = 16 * 1024;

    private final ArrayDeque<ByteBuf> pieces = new ArrayDeque<>(4);
    private boolean lastIsBundle;
    private int octets;

    /** How many octets wait. */
    int octets() {
        return octets;
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** Keeps the readable octets of {@code data}, which stays the caller's to release. */
    void add(ByteBufAllocator allocator, ByteBuf data) {
        int length = data.readableBytes();
        octets += length;
        if (length >= SMALL) {
            pieces.add(data.readRetainedSlice(length));
            lastIsBundle = false;
            return;
        }
        if (!lastIsBundle || pieces.getLast().writableBytes() < length) {
            pieces.add(allocator.directBuffer(BUNDLE, BUNDLE));
            lastIsBundle = true;
        }
        pieces.getLast().writeBytes(data);
    }

    /** The oldest piece, now the caller's. */
    ByteBuf remove() {
        ByteBuf oldest = pieces.remove();
        octets -= oldest.readableBytes();
        lastIsBundle &= !pieces.isEmpty();
        return oldest;
    }

    void release() {
        lastIsBundle = false;
        octets = 0;
        while (!pieces.isEmpty()) {
            pieces.remove().release();
        }
    }
}
