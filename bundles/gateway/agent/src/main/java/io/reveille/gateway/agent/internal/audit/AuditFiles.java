/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.audit;

import io.reveille.gateway.agent.AuditEntry;
import io.reveille.gateway.agent.internal.HomeFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of one log: {@code audit.jsonl} being written, {@code audit.1.jsonl} before it and so
 * on, {@code keep} files in all.
 */
public final class AuditFiles {
    private final Path newest;
    private final int keep;

    public AuditFiles(Path newest, int keep) {
        this.newest = newest;
        this.keep = keep;
    }

    /**
     * How the log ends.
     *
     * @param lastLine the last whole and unchanged line
     * @param unfinishedOctets what follows the last line feed of the newest file
     * @param unreadable whether the last whole line is not as it was written
     */
    public record Tail(Optional<AuditEntry> lastLine, int unfinishedOctets, boolean unreadable) {}

    /** Opens the newest file for writing, creating it with mode 600. */
    public FileChannel open() throws IOException {
        HomeFiles.directory(newest.toAbsolutePath().getParent());
        HomeFiles.createPrivate(newest);
        return FileChannel.open(newest, StandardOpenOption.WRITE);
    }

    /** Sets the newest file aside, and drops the oldest. */
    public void rotate() throws IOException {
        for (int i = keep - 1; i >= 1; i--) {
            Path from = i == 1 ? newest : aside(i - 1);
            if (Files.exists(from)) {
                Files.move(from, aside(i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        HomeFiles.sync(newest.toAbsolutePath().getParent());
    }

    /** The files that are there, oldest first. */
    public List<Path> oldestFirst() {
        List<Path> found = new ArrayList<>();
        for (int i = keep - 1; i >= 1; i--) {
            found.add(aside(i));
        }
        found.add(newest);
        found.removeIf(file -> !Files.exists(file));
        return found;
    }

    /** How the log ends, from the newest file that has a line. */
    public Tail tail() throws IOException {
        int unfinished = 0;
        List<Path> files = oldestFirst();
        for (int i = files.size() - 1; i >= 0; i--) {
            byte[] octets = lastOctets(files.get(i));
            int end = lastLineFeed(octets, octets.length);
            if (files.get(i).equals(newest)) {
                unfinished = octets.length - (end + 1);
            }
            if (end >= 0) {
                int begin = lastLineFeed(octets, end) + 1;
                String line = new String(octets, begin, end - begin, StandardCharsets.UTF_8);
                Optional<AuditEntry> last = AuditLine.parse(line).map(AuditLine::entry);
                return new Tail(last, unfinished, last.isEmpty());
            }
        }
        return new Tail(Optional.empty(), unfinished, false);
    }

    private static int lastLineFeed(byte[] octets, int before) {
        int i = before - 1;
        while (i >= 0 && octets[i] != '\n') {
            i--;
        }
        return i;
    }

    /** As much of the end as the last two lines can take. */
    private static byte[] lastOctets(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] octets =
                    new byte[(int) Math.min(in.length(), 2L * 3 * AuditLine.MAX_CHARACTERS)];
            in.seek(in.length() - octets.length);
            in.readFully(octets);
            return octets;
        }
    }

    private Path aside(int age) {
        String name = newest.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return newest.resolveSibling(name.substring(0, dot) + "." + age + name.substring(dot));
    }
}
