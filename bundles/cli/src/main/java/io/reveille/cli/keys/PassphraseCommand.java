/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.keys;

import io.reveille.cli.CommandFailedException;
import io.reveille.crypto.Secret;
import io.reveille.crypto.StorageKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code reveille keys passphrase}: the passphrase of a server's or gateway's storage key. The key
 * itself stays as it is, so nothing that is under it has to be written anew.
 */
@Command(
        name = "passphrase",
        mixinStandardHelpOptions = true,
        description =
                "Sets, changes or takes away the passphrase of a storage key. Needs no server; one that runs needs the new passphrase at its next start.")
final class PassphraseCommand implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "The storage key: HOME/keys/storage.key of a server or a gateway.")
    Path file;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "File with the passphrase so far (default: ask, if there is one).")
    Optional<Path> before = Optional.empty();

    @Option(
            names = "--new-passphrase-file",
            paramLabel = "FILE",
            description = "File with the new passphrase (default: ask for it).")
    Optional<Path> after = Optional.empty();

    @Option(names = "--none", description = "From now on without a passphrase.")
    boolean none;

    @Override
    public Integer call() {
        try {
            if (!Files.isRegularFile(file)) {
                throw new CommandFailedException(
                        file + " is not there; name HOME/keys/storage.key of a server or gateway");
            }
            Optional<Secret> known =
                    StorageKey.isSealed(file)
                            ? Optional.of(Passphrase.in(before).known())
                            : Optional.empty();
            StorageKey key = StorageKey.load(file, known);
            key.store(file, none ? Optional.empty() : Optional.of(Passphrase.in(after).fresh()));
        } catch (IOException e) {
            throw new CommandFailedException("the passphrase is as before: " + e.getMessage(), e);
        }
        spec.commandLine()
                .getOut()
                .println(
                        none
                                ? file + " has no passphrase any more; mode 600 alone protects it."
                                : file
                                        + " has the new passphrase: write it into the file that keys.passphrase.file names.");
        return 0;
    }
}
