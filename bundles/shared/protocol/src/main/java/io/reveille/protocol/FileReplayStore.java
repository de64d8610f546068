/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.PrivateFile;
import io.reveille.protocol.internal.ReplayFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A replay store in one small file, mode 600, replaced as a whole and flushed to the disk before a
 * counter is accepted. A file that is missing, damaged or full opens nothing.
 *
 * <p>With a block of one, each accepted counter costs one write, and none is lost. With larger
 * blocks, one write does for so many counters, and after a crash (not after {@link #close()}) what
 * was left of the block counts as seen: that many requests may be refused.
 */
public final class FileReplayStore implements ReplayStore, AutoCloseable {

    /** How many series one file holds. */
    public static final int CAPACITY = 4096;

    private final Path file;
    private final int block;
    private final Map<CounterSeries, ReplayWindow> seen;
    private final Map<CounterSeries, ReplayWindow> written;
    private boolean open = true;

    private FileReplayStore(Path file, int block, Map<CounterSeries, ReplayWindow> written) {
        this.file = file;
        this.block = block;
        this.seen = new HashMap<>(written);
        this.written = new HashMap<>(written);
    }

    /**
     * Makes the file of a gateway that has just got its keys. A file that is there and whole is
     * kept, since it may be needed for keys that the gateway had before.
     *
     * @throws IOException when it can't be written, or is there and damaged
     */
    public static void create(Path file) throws IOException {
        if (Files.exists(file)) {
            ReplayFile.read(file);
        } else {
            PrivateFile.write(file, ReplayFile.encode(Map.of()));
        }
    }

    /**
     * Opens the file, with a block of one.
     *
     * @throws IOException when it is missing or damaged
     */
    public static FileReplayStore open(Path file) throws IOException {
        return open(file, 1);
    }

    /**
     * Opens the file. No other store may have it open.
     *
     * @param block how many counters one write does for, 1 to 64
     * @throws IOException when it is missing or damaged
     */
    public static FileReplayStore open(Path file, int block) throws IOException {
        Ranges.check("block of counters", block, 1, ReplayWindow.WIDTH);
        return new FileReplayStore(file, block, ReplayFile.read(file));
    }

    @Override
    public synchronized boolean accept(CounterSeries series, long counter) throws IOException {
        Ranges.check("counter", counter, 0, AccessRequest.MAXIMUM_COUNTER);
        if (!open) {
            throw new IOException(file + " is closed");
        }
        ReplayWindow before = seen.getOrDefault(series, ReplayWindow.EMPTY);
        if (before.refuses(counter)) {
            return false;
        }
        ReplayWindow after = before.with(counter);
        if (!written.getOrDefault(series, ReplayWindow.EMPTY).refuses(counter)) {
            writeAhead(series, after);
        }
        seen.put(series, after);
        return true;
    }

    /**
     * Writes what was really seen, so that nothing of a block is lost, and accepts nothing any
     * more.
     */
    @Override
    public synchronized void close() throws IOException {
        if (open) {
            open = false;
            PrivateFile.write(file, ReplayFile.encode(seen));
        }
    }

    private void writeAhead(CounterSeries series, ReplayWindow window) throws IOException {
        if (!written.containsKey(series) && written.size() == CAPACITY) {
            throw new IOException(file + " is full: it holds " + CAPACITY + " series");
        }
        Map<CounterSeries, ReplayWindow> next = new HashMap<>(written);
        next.put(series, block == 1 ? window : ahead(window));
        PrivateFile.write(file, ReplayFile.encode(next));
        written.put(series, next.get(series));
    }

    private ReplayWindow ahead(ReplayWindow window) {
        return ReplayWindow.closedUpTo(
                Math.min(window.highest() + block - 1, AccessRequest.MAXIMUM_COUNTER));
    }
}
