/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.keys;

import io.reveille.cli.CommandFailedException;
import io.reveille.crypto.RootKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reveille keys root-init}: the key that signs lists, on a machine without a network. */
@Command(
        name = "root-init",
        mixinStandardHelpOptions = true,
        description = "Makes the fleet's root key. Needs neither network nor server.")
final class RootInitCommand implements Callable<Integer> {
    @Spec CommandSpec spec;
    @Mixin Passphrase passphrase;

    @Option(
            names = "--dir",
            required = true,
            paramLabel = "DIR",
            description = "Where the key is kept; best on a medium that is locked away.")
    Path directory;

    @Override
    public Integer call() {
        if (Files.exists(directory.resolve("root.key"))) {
            throw new CommandFailedException(
                    directory.resolve("root.key") + " is there already; choose another directory");
        }
        RootKey root = RootKey.generate();
        try {
            root.store(directory, passphrase.fresh());
        } catch (IOException e) {
            throw new CommandFailedException(
                    "cannot keep the key in " + directory + ": " + e.getMessage(), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Root key " + RootKey.fingerprint(root.publicKey()));
        out.println("is in " + directory + ". Keep a copy of it, and the passphrase, elsewhere.");
        out.println("Take root.pub to the server and run there 'reveille keys root-use root.pub'.");
        return 0;
    }
}
