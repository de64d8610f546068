/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Foreign programs from the machine; a test that lacks its program says so loudly and is skipped.
 */
final class Programs {
    private Programs() {}

    /** How a program ended; its output octet for octet in ISO 8859-1. */
    record Result(int exitCode, String output, String errors) {
        byte[] octets() {
            return output.getBytes(StandardCharsets.ISO_8859_1);
        }

        String text() {
            return new String(octets(), StandardCharsets.UTF_8);
        }
    }

    static String require(String program) {
        String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> new File(folder, program))
                .filter(File::canExecute)
                .map(File::getPath)
                .findFirst()
                .orElseGet(
                        () -> {
                            System.out.println(
                                    "SKIPPED: " + program + " is not installed on this machine");
                            assumeTrue(false, program + " is not installed on this machine");
                            return program;
                        });
    }

    static Result run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectInput(new File("/dev/null")).start();
        CompletableFuture<byte[]> output =
                CompletableFuture.supplyAsync(() -> all(process.getInputStream()));
        CompletableFuture<byte[]> errors =
                CompletableFuture.supplyAsync(() -> all(process.getErrorStream()));
        if (!process.waitFor(Site.LIMIT.toSeconds() * 2, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("did not end in time: " + command);
        }
        return new Result(
                process.exitValue(),
                new String(output.join(), StandardCharsets.ISO_8859_1),
                new String(errors.join(), StandardCharsets.UTF_8));
    }

    private static byte[] all(InputStream stream) {
        try {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
