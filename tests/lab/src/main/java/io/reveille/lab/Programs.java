/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Programs of this machine that run to their end. */
final class Programs {
    static final Duration SHORT = Duration.ofSeconds(20);

    private Programs() {}

    /**
     * Runs {@code command} with {@code input} on its standard input; fails when it does not end
     * within {@code limit}.
     */
    static Result run(List<String> command, String input, Duration limit) {
        try {
            Process process = new ProcessBuilder(command).start();
            CompletableFuture<byte[]> output = reading(process.getInputStream());
            CompletableFuture<byte[]> errors = reading(process.getErrorStream());
            write(process, input);
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new LabException(
                        "did not end within "
                                + limit.toSeconds()
                                + " s: "
                                + String.join(" ", command));
            }
            return new Result(
                    command,
                    process.exitValue(),
                    output.join(),
                    new String(errors.join(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new LabException("cannot run " + command.get(0) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted: " + String.join(" ", command), e);
        }
    }

    private static void write(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // it does not read its input: its exit code tells what is wrong, if anything
        }
    }

    private static CompletableFuture<byte[]> reading(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return stream.readAllBytes();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    /** How a program ended and what it said. */
    static final class Result {
        private final List<String> command;
        private final int exitCode;
        private final byte[] output;
        private final String errors;

        private Result(List<String> command, int exitCode, byte[] output, String errors) {
            this.command = List.copyOf(command);
            this.exitCode = exitCode;
            this.output = output;
            this.errors = errors;
        }

        int exitCode() {
            return exitCode;
        }

        byte[] octets() {
            return output.clone();
        }

        String text() {
            return new String(output, StandardCharsets.UTF_8);
        }

        String errors() {
            return errors;
        }

        /** This result of a program that did what it was asked to. */
        Result expected() {
            if (exitCode != 0) {
                throw new LabException(
                        String.join(" ", command)
                                + " failed with code "
                                + exitCode
                                + ": "
                                + errors.strip());
            }
            return this;
        }
    }
}
