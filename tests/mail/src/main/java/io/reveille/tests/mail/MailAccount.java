/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The mailbox of one account, as it is on disk (Maildir). */
public final class MailAccount {
    private final Path maildir;

    MailAccount(Path maildir) {
        this.maildir = maildir;
    }

    /** Puts a mail into the inbox, as a delivery does. */
    public void deliver(byte[] mail) {
        try {
            List<String> mine = new ArrayList<>(List.of("chown", "nobody:nogroup"));
            mine.add(maildir.toString());
            for (String folder : List.of("tmp", "new", "cur")) {
                mine.add(Files.createDirectories(maildir.resolve(folder)).toString());
            }
            String name = System.currentTimeMillis() / 1000 + "." + UUID.randomUUID() + ".test";
            Path written = Files.write(maildir.resolve("tmp").resolve(name), mail);
            mine.add(written.toString()); // the server's own files come and go meanwhile
            MailProgram.run(mine.toArray(String[]::new));
            Files.move(
                    written, maildir.resolve("new").resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The mails in the inbox. */
    public List<Path> inbox() {
        return mails(maildir);
    }

    /** The mails in another folder. */
    public List<Path> folder(String name) {
        return mails(maildir.resolve("." + name));
    }

    /** Makes the server give all mails of the inbox new UIDs, with another UIDVALIDITY. */
    public void forgetUids() {
        try (Stream<Path> files = Files.list(maildir)) {
            for (Path file : files.filter(f -> isIndex(f.getFileName().toString())).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isIndex(String name) {
        return name.startsWith("dovecot");
    }

    private static List<Path> mails(Path folder) {
        return Stream.of("new", "cur")
                .map(folder::resolve)
                .filter(Files::isDirectory)
                .flatMap(MailAccount::list)
                .toList();
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
