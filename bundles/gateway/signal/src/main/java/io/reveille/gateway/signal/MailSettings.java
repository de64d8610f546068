/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One mailbox that access requests come to, read by IMAP (RFC 9051 and RFC 3501).
 *
 * @param host name of the mail server, as it is in its certificate
 * @param port its port, 1 to 65535
 * @param security how the connection is protected
 * @param caFile the certificates, in PEM, that the server's must come from; none: the platform's
 * @param user who logs in
 * @param passwordFile a file whose first line is the password; read at every login
 * @param mailbox where mails come in, usually {@code INBOX}
 * @param processedFolder where mails with requests are moved; none: they are flagged where they are
 * @param keepAlive after this long without a sign of the server the connection is tried, up to 28
 *     minutes (RFC 2177 asks for less than 29)
 * @param poll how often the server is asked when it cannot tell of new mail by itself
 * @param timeout how long the server may take to connect, and for each answer
 * @param mailsPerMinute how many mails a minute are looked into, 1 to 600; what is more waits
 * @param firstPause the wait after a first failure; it doubles
 * @param longestPause the longest wait after a failure
 * @param positionFile where it is kept how far the mailbox has been read; none: nowhere
 */
public record MailSettings(
        String host,
        int port,
        MailSecurity security,
        Optional<Path> caFile,
        String user,
        Path passwordFile,
        String mailbox,
        Optional<String> processedFolder,
        Duration keepAlive,
        Duration poll,
        Duration timeout,
        int mailsPerMinute,
        Duration firstPause,
        Duration longestPause,
        Optional<Path> positionFile) {
    private static final Duration LEAST = Duration.ofMillis(10);
    private static final Duration MOST = Duration.ofHours(24);
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(28);

    public MailSettings {
        require(isText(host), "host: name the mail server");
        require(port >= 1 && port <= 65_535, "port: " + port + " is not within 1 to 65535");
        require(isText(user), "user: name the account");
        require(isText(mailbox), "mailbox: name the mailbox, usually INBOX");
        require(
                processedFolder.stream().allMatch(f -> isText(f) && !f.equals(mailbox)),
                "processed.folder: name another mailbox than that which is read");
        requireWithin("keep.alive", keepAlive, LONGEST_IDLE);
        requireWithin("poll", poll, MOST);
        requireWithin("timeout", timeout, Duration.ofMinutes(10));
        require(
                mailsPerMinute >= 1 && mailsPerMinute <= 600,
                "mails.per.minute: " + mailsPerMinute + " is not within 1 to 600");
        requireWithin("first pause", firstPause, longestPause);
        requireWithin("longest pause", longestPause, MOST);
    }

    /** With defaults for all that the account does not dictate. */
    public static MailSettings of(
            String host, MailSecurity security, String user, Path passwordFile) {
        return new MailSettings(
                host,
                security.usualPort(),
                security,
                Optional.empty(),
                user,
                passwordFile,
                "INBOX",
                Optional.of("Reveille"),
                Duration.ofMinutes(9),
                Duration.ofMinutes(1),
                Duration.ofSeconds(30),
                30,
                Duration.ofSeconds(2),
                Duration.ofMinutes(5),
                Optional.empty());
    }

    private static boolean isText(String text) {
        return !text.isBlank()
                && text.length() <= 255
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    private static void requireWithin(String what, Duration duration, Duration most) {
        require(
                duration.compareTo(LEAST) >= 0 && duration.compareTo(most) <= 0,
                what + ": " + duration + " is not within " + LEAST + " to " + most);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
