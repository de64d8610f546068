/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.audit;

import io.reveille.gateway.agent.AuditEntry;
import io.reveille.gateway.agent.AuditTrail;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a log from its oldest file on and checks that each line follows from the one before. */
public final class AuditReader {
    private static final int MAX_ENTRIES = 200_000;
    private static final int MAX_BREAKS = 100;

    private final List<AuditEntry> entries = new ArrayList<>();
    private final List<String> breaks = new ArrayList<>();
    private Optional<AuditEntry> before = Optional.empty();

    private AuditReader() {}

    /** Everything that these files hold. */
    public static AuditTrail read(AuditFiles files) throws IOException {
        AuditReader reader = new AuditReader();
        for (Path file : files.oldestFirst()) {
            reader.file(file);
        }
        return new AuditTrail(reader.entries, reader.breaks);
    }

    private void file(Path file) throws IOException {
        int lines = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Optional<String> line = line(in);
            while (line.isPresent() && entries.size() < MAX_ENTRIES) {
                line(line.get(), file.getFileName() + ", line " + ++lines);
                line = line(in);
            }
        }
    }

    private void line(String text, String where) {
        Optional<AuditEntry> entry = AuditLine.parse(text).map(AuditLine::entry);
        if (entry.isEmpty()) {
            broken(where + " is not as it was written");
            before = Optional.empty();
            return;
        }
        AuditEntry now = entry.get();
        if (before.isPresent()) {
            AuditEntry last = before.get();
            if (now.number() != last.number() + 1 || !now.previous().equals(last.hash())) {
                broken(
                        where
                                + " (number "
                                + now.number()
                                + ") does not follow number "
                                + last.number());
            }
        } else if (entries.isEmpty()
                && breaks.isEmpty()
                && isFirstEver(now) != (now.number() == 1)) {
            broken(where + " is not the beginning that it claims to be");
        }
        before = entry;
        entries.add(now);
    }

    private static boolean isFirstEver(AuditEntry entry) {
        return entry.previous().equals(AuditLine.NOTHING_BEFORE);
    }

    private void broken(String what) {
        if (breaks.size() < MAX_BREAKS) {
            breaks.add(what);
        }
    }

    /** The next line; what is longer than a line can be is read on, and does not parse. */
    private static Optional<String> line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octet = in.read();
        if (octet < 0) {
            return Optional.empty();
        }
        while (octet >= 0 && octet != '\n') {
            if (line.size() <= 3 * AuditLine.MAX_CHARACTERS) {
                line.write(octet);
            }
            octet = in.read();
        }
        return octet < 0 ? Optional.empty() : Optional.of(line.toString(StandardCharsets.UTF_8));
    }
}
