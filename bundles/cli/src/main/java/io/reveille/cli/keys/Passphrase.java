/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.keys;

import io.reveille.cli.CommandFailedException;
import io.reveille.crypto.PrivateFile;
import io.reveille.crypto.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A passphrase from a file, or from the person at the terminal; never from the command line. */
final class Passphrase {
    private static final int SHORTEST = 12;
    private static final int MOST = 1024;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "File with the passphrase in its first line (default: ask for it).")
    Optional<Path> file = Optional.empty();

    /** That of a file, or of the person at the terminal. */
    static Passphrase in(Optional<Path> file) {
        Passphrase passphrase = new Passphrase();
        passphrase.file = file;
        return passphrase;
    }

    /** For a key that is there. */
    Secret known() {
        return file.isPresent() ? fromFile(file.get()) : asked("Passphrase: ");
    }

    /** For a new key: long enough, and typed twice. */
    Secret fresh() {
        Secret first = file.isPresent() ? fromFile(file.get()) : asked("New passphrase: ");
        if (first.length() < SHORTEST) {
            throw new CommandFailedException(
                    "the passphrase is shorter than "
                            + SHORTEST
                            + " characters; use several words");
        }
        if (file.isEmpty() && !first.equals(asked("Again: "))) {
            throw new CommandFailedException("the two passphrases differ; try again");
        }
        return first;
    }

    private static Secret fromFile(Path file) {
        try {
            byte[] octets = PrivateFile.read(file, MOST);
            int length = 0;
            while (length < octets.length && octets[length] != '\n' && octets[length] != '\r') {
                length++;
            }
            Secret secret = Secret.of(Arrays.copyOf(octets, length));
            Arrays.fill(octets, (byte) 0);
            return secret;
        } catch (IOException e) {
            throw new CommandFailedException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Secret asked(String prompt) {
        char[] characters =
                Terminal.console()
                        .map(console -> console.readPassword(prompt))
                        .orElseThrow(
                                () ->
                                        new CommandFailedException(
                                                "there is no terminal to ask for the passphrase; give --passphrase-file"));
        ByteBuffer octets = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters));
        byte[] copy = new byte[octets.remaining()];
        octets.get(copy);
        Secret secret = Secret.of(copy);
        Arrays.fill(copy, (byte) 0);
        Arrays.fill(characters, '\0');
        return secret;
    }
}
