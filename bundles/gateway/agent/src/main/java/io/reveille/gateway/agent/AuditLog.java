/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import io.reveille.gateway.agent.internal.audit.AuditFiles;
import io.reveille.gateway.agent.internal.audit.AuditLine;
import io.reveille.gateway.agent.internal.audit.AuditReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What the gateway was asked and what it did about it: one JSON object a line, chained by hashes,
 * in {@code HOME/log/audit.jsonl}.
 *
 * <p>Bounded: at 1 MiB a file is set aside as {@code audit.1.jsonl}, and the oldest of five is
 * dropped. A line cut short by a crash is removed when the log is opened again, and the log says
 * so. A line is written whole or not at all: when writing fails, nothing of it counts. Several
 * threads may append.
 */
public final class AuditLog implements Closeable {
    static final int MAX_OCTETS = 1 << 20;
    static final int FILES = 5;

    private final AuditFiles files;
    private final int maxOctets;
    private final Clock clock;
    private FileChannel channel;
    private long length;
    private long number;
    private String previous = AuditLine.NOTHING_BEFORE;

    private AuditLog(Path file, int maxOctets, int keep, Clock clock) throws IOException {
        this.files = new AuditFiles(file, keep);
        this.maxOctets = maxOctets;
        this.clock = clock;
        this.channel = files.open();
        this.length = channel.size();
    }

    /**
     * Opens or creates the log of a gateway's home.
     *
     * @throws IOException when the file cannot be read or written; its message names it
     */
    public static AuditLog open(Path home, Clock clock) throws IOException {
        return open(file(home), MAX_OCTETS, FILES, clock);
    }

    static AuditLog open(Path file, int maxOctets, int files, Clock clock) throws IOException {
        AuditLog log = new AuditLog(file, maxOctets, files, clock);
        try {
            log.resume();
            return log;
        } catch (IOException | RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /** Where the newest lines are: {@code HOME/log/audit.jsonl}. */
    public static Path file(Path home) {
        return home.resolve("log").resolve("audit.jsonl");
    }

    /**
     * Everything in the log of a gateway's home, checked; also while a gateway is writing it.
     *
     * @throws IOException when a file is there but cannot be read
     */
    public static AuditTrail read(Path home) throws IOException {
        return AuditReader.read(new AuditFiles(file(home), FILES));
    }

    /** Appends a line, which outlives this process but perhaps not a power cut. */
    public AuditEntry append(String event, Map<String, String> details) throws IOException {
        return append(event, details, false);
    }

    /** Appends a line that is on the disk when this returns. */
    public AuditEntry appendDurably(String event, Map<String, String> details) throws IOException {
        return append(event, details, true);
    }

    private synchronized AuditEntry append(
            String event, Map<String, String> details, boolean durable) throws IOException {
        AuditLine line = AuditLine.of(number + 1, clock.instant(), event, details, previous);
        byte[] octets = (line.text() + "\n").getBytes(StandardCharsets.UTF_8);
        if (length > 0 && length + octets.length > maxOctets) {
            channel.close();
            files.rotate();
            channel = files.open();
            length = channel.size();
        }
        if (channel.size() != length) {
            channel.truncate(length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(octets);
        long at = length;
        while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
        }
        if (durable) {
            channel.force(false);
        }
        length = at;
        number++;
        previous = line.entry().hash();
        return line.entry();
    }

    private void resume() throws IOException {
        AuditFiles.Tail tail = files.tail();
        tail.lastLine()
                .ifPresent(
                        last -> {
                            number = last.number();
                            previous = last.hash();
                        });
        if (tail.unfinishedOctets() > 0) {
            length -= tail.unfinishedOctets();
            append(
                    "audit-repaired",
                    Map.of("removed", tail.unfinishedOctets() + " octets of an unfinished line"));
        } else if (tail.unreadable()) {
            append("audit-restarted", Map.of("reason", "the line before is damaged"));
        }
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
