/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.server.registry.internal.store.CounterTable;
import io.reveille.server.registry.internal.store.Database;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counters of access requests, for each sender key and gateway. They are taken from blocks that are
 * reserved on disk before use, so a crash skips numbers and never repeats one.
 */
final class Counters {
    /** Requests to one gateway between two visits to the disk. */
    static final int BLOCK = 32;

    private static final long LAST = 0xFFFF_FFFFL;

    private final Database database;
    private final Map<Line, Block> blocks = new ConcurrentHashMap<>();

    Counters(Database database) {
        this.database = database;
    }

    long next(int senderKeyId, String gatewayId) {
        Line line = new Line(senderKeyId, gatewayId);
        Block taken =
                blocks.compute(
                        line,
                        (key, block) ->
                                block == null || block.current + 1 == block.end
                                        ? reserve(key)
                                        : new Block(block.current + 1, block.end));
        if (taken.current > LAST) {
            throw new IllegalStateException(
                    "sender key %d has used up its counters for gateway %s: change the sender key"
                            .formatted(senderKeyId, gatewayId));
        }
        return taken.current;
    }

    private Block reserve(Line line) {
        long first =
                database.durably(
                        connection ->
                                CounterTable.reserve(
                                        connection, line.senderKeyId, line.gatewayId, BLOCK));
        return new Block(first, first + BLOCK);
    }

    private record Line(int senderKeyId, String gatewayId) {}

    /** {@code current} is the counter handed out last from this block, {@code end} is beyond it. */
    private record Block(long current, long end) {}
}
