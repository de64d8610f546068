/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.keys;

import io.reveille.cli.CommandFailedException;
import io.reveille.crypto.RootKey;
import io.reveille.protocol.KeyList;
import io.reveille.protocol.SignedKeyList;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reveille keys sign}: looks at a list and signs it, where the root key is. */
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        description =
                "Shows what a key list changes and signs it. Needs neither network nor server.")
final class SignCommand implements Callable<Integer> {
    private static final String LAST = "last-signed.list";

    @Spec CommandSpec spec;
    @Mixin Passphrase passphrase;

    @Parameters(paramLabel = "LIST", description = "What 'reveille keys list-export' wrote.")
    Path file;

    @Option(
            names = "--root",
            required = true,
            paramLabel = "DIR",
            description = "Where the root key is.")
    Path root;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "File to write (default: LIST with .signed behind it).")
    Optional<Path> output = Optional.empty();

    @Option(names = "--yes", description = "Do not ask whether the changes are meant.")
    boolean yes;

    @Override
    public Integer call() {
        KeyList list = KeyListFile.unsigned(file);
        Path last = root.resolve(LAST);
        Optional<KeyList> before =
                Files.exists(last)
                        ? Optional.of(KeyListFile.signed(last).list())
                        : Optional.empty();
        PrintWriter out = spec.commandLine().getOut();
        before.filter(b -> b.version() >= list.version())
                .ifPresent(
                        b -> {
                            throw new CommandFailedException(
                                    "list %d is not newer than list %d, which was signed here last; export it anew"
                                            .formatted(list.version(), b.version()));
                        });
        out.println("Key list " + list.version() + " of " + list.issuedAt());
        List<String> changes = KeyListChanges.of(before, list);
        out.println(
                before.map(b -> "Against list " + b.version() + ", signed here last:")
                        .orElse("No list was signed here before; it has:"));
        (changes.isEmpty() ? List.of("no change") : changes).forEach(c -> out.println("  " + c));
        out.flush();
        requireMeant();
        SignedKeyList signed = sign(list);
        Path target = output.orElseGet(() -> file.resolveSibling(file.getFileName() + ".signed"));
        KeyListFile.write(target, signed.encode());
        KeyListFile.write(last, signed.encode());
        out.println(
                "Signed: take "
                        + target
                        + " to the server and run there 'reveille keys list-import "
                        + target.getFileName()
                        + "'.");
        return 0;
    }

    private SignedKeyList sign(KeyList list) {
        try {
            return SignedKeyList.sign(list, RootKey.load(root, passphrase.known()));
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailedException("cannot sign: " + e.getMessage(), e);
        }
    }

    private void requireMeant() {
        if (yes) {
            return;
        }
        String answer =
                Terminal.console()
                        .map(console -> console.readLine("Sign this? Type yes: "))
                        .orElseThrow(
                                () ->
                                        new CommandFailedException(
                                                "there is no terminal to ask whether the changes are meant; look at them and give --yes"));
        if (!answer.equals("yes")) {
            throw new CommandFailedException("not signed");
        }
    }
}
