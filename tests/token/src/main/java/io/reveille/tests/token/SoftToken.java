/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.token;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reveille.crypto.KeyPlace.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PKCS #11 token in software. SoftHSM2 finds its files by the variable {@code SOFTHSM2_CONF},
 * which the build sets for the modules whose tests need it.
 */
public final class SoftToken {
    private static final String LABEL = "reveille";
    private static final String PIN = "1234";

    private static boolean made;

    private SoftToken() {}

    /**
     * The token of this process, fresh when it is asked for first: the library reads it once. The
     * test is skipped, and says so, where there is no SoftHSM2.
     *
     * @param directory where the file with its PIN is put
     */
    public static synchronized Token in(Path directory) throws IOException, InterruptedException {
        Optional<Path> library =
                Stream.of(
                                "/usr/lib/softhsm/libsofthsm2.so",
                                "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
                                "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
                                "/usr/lib64/softhsm/libsofthsm2.so")
                        .map(Path::of)
                        .filter(Files::exists)
                        .findFirst();
        String configuration = System.getenv("SOFTHSM2_CONF");
        assumeTrue(library.isPresent(), "SKIPPED: SoftHSM2 is not installed");
        assumeTrue(configuration != null, "SKIPPED: SOFTHSM2_CONF is not set");
        if (!made) {
            make(Path.of(configuration));
            made = true;
        }
        Path pin = directory.resolve("pin");
        Files.writeString(pin, PIN + "\n");
        return new Token(library.get(), 0, pin);
    }

    private static void make(Path configuration) throws IOException, InterruptedException {
        Path tokens = configuration.resolveSibling("tokens");
        Files.createDirectories(tokens);
        Files.writeString(
                configuration,
                "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
        softhsm("--delete-token", "--token", LABEL); // of an earlier run, if there was one
        if (softhsm("--init-token", "--free", "--label", LABEL, "--so-pin", PIN, "--pin", PIN)
                != 0) {
            throw new IOException("softhsm2-util made no token");
        }
    }

    private static int softhsm(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of("softhsm2-util"), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("softhsm2-util did not end");
        }
        return process.exitValue();
    }
}
