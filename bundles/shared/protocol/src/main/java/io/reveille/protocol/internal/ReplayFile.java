/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol.internal;

import io.reveille.crypto.Octets;
import io.reveille.crypto.PrivateFile;
import io.reveille.protocol.CounterSeries;
import io.reveille.protocol.FileReplayStore;
import io.reveille.protocol.ReplayWindow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The file of a replay store: 8 octets that say so, then for each series 16 octets of its name, 8
 * of the highest counter and 8 of what was seen; SHA-256 of it all at the end. The digest finds
 * damage; it is no defence against who may write the gateway's files.
 */
public final class ReplayFile {

    private static final long MAGIC = 0x5245_5645_4C52_5031L;
    private static final int ENTRY = CounterSeries.LENGTH + 2 * Long.BYTES;
    private static final int DIGEST = 32;
    private static final int MAXIMUM = Long.BYTES + FileReplayStore.CAPACITY * ENTRY + DIGEST;

    private ReplayFile() {}

    /** The content of a file. */
    public static byte[] encode(Map<CounterSeries, ReplayWindow> windows) {
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES + windows.size() * ENTRY + DIGEST);
        buffer.putLong(MAGIC);
        windows.forEach(
                (series, window) ->
                        buffer.put(series.id().toArray())
                                .putLong(window.highest())
                                .putLong(window.seen()));
        byte[] digest = digest(buffer.array(), buffer.position());
        return buffer.put(digest).array();
    }

    /** What a file says, if it is there and whole. */
    public static Map<CounterSeries, ReplayWindow> read(Path file) throws IOException {
        try {
            return decode(PrivateFile.read(file, MAXIMUM));
        } catch (NoSuchFileException missing) {
            throw new IOException(
                    "the replay state " + file + " is missing: enrol this gateway again", missing);
        } catch (IllegalArgumentException damaged) {
            throw new IOException(
                    "the replay state "
                            + file
                            + " is damaged: remove it and enrol this gateway again",
                    damaged);
        }
    }

    private static Map<CounterSeries, ReplayWindow> decode(byte[] content) {
        int end = content.length - DIGEST;
        if (end < Long.BYTES || (end - Long.BYTES) % ENTRY != 0) {
            throw new IllegalArgumentException("length " + content.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(content, 0, end);
        if (buffer.getLong() != MAGIC
                || !Arrays.equals(
                        digest(content, end), Arrays.copyOfRange(content, end, content.length))) {
            throw new IllegalArgumentException("wrong digest");
        }
        Map<CounterSeries, ReplayWindow> windows = new HashMap<>();
        while (buffer.hasRemaining()) {
            byte[] id = new byte[CounterSeries.LENGTH];
            buffer.get(id);
            ReplayWindow window = new ReplayWindow(buffer.getLong(), buffer.getLong());
            if (windows.put(new CounterSeries(Octets.of(id)), window) != null) {
                throw new IllegalArgumentException("a series twice");
            }
        }
        return windows;
    }

    private static byte[] digest(byte[] octets, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(octets, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no SHA-256", missing);
        }
    }
}
