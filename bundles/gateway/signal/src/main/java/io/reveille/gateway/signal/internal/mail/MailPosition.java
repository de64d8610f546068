/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a mailbox has been read, kept in a file so that a restart fetches nothing twice. Without
 * the file all mails are looked at again, which does no harm.
 *
 * @param validity the mailbox's UIDVALIDITY: with another one all UIDs are others (RFC 9051,
 *     2.3.1.1)
 * @param uid the last mail up to which all have been looked at
 */
record MailPosition(long validity, long uid) {
    private static final Logger LOG = LoggerFactory.getLogger(MailPosition.class);
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,10}) ([0-9]{1,10})\\s*");
    private static final int LONGEST = 32;

    /** Before the first mail of a mailbox. */
    static MailPosition start(long validity) {
        return new MailPosition(validity, 0);
    }

    /** What the file says, if it can be read. */
    static Optional<MailPosition> load(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Matcher matcher =
                    TEXT.matcher(new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII));
            return matcher.matches()
                    ? Optional.of(
                            new MailPosition(
                                    Long.parseLong(matcher.group(1)),
                                    Long.parseLong(matcher.group(2))))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Writes the file as a whole; whether that succeeds matters little. */
    void store(Path file) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            Files.createDirectories(directory);
            Path beside = Files.createTempFile(directory, ".mail", ".new");
            Files.writeString(beside, validity + " " + uid + "\n");
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.debug("How far the mailbox has been read cannot be kept in {}", file, e);
        }
    }
}
