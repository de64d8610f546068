/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that nobody here wrote, run in a directory of the test's own. */
final class ForeignProgram implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path output;

    private ForeignProgram(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Where a program is; without it the test is skipped, and says so. */
    static String find(String name, String debianPackage) {
        Optional<Path> found =
                Stream.concat(
                                Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                                Stream.of("/usr/sbin", "/sbin"))
                        .map(directory -> Path.of(directory, name))
                        .filter(Files::isExecutable)
                        .findFirst();
        if (found.isEmpty()) {
            System.err.println(
                    "SKIPPED: there is no " + name + "; apt-get install " + debianPackage);
        }
        assumeTrue(
                found.isPresent(),
                "there is no " + name + " on this machine: apt-get install " + debianPackage);
        return found.get().toString();
    }

    static ForeignProgram start(Path directory, String... command) throws IOException {
        Path output = Files.createTempFile(directory, "output", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        process.getOutputStream().close();
        return new ForeignProgram(process, output);
    }

    /** Runs a program to its end, with a text to read, and gives what it says. */
    static String run(Path directory, String input, String... command)
            throws IOException, InterruptedException {
        Path text = Files.writeString(Files.createTempFile(directory, "input", ".txt"), input);
        Path output = Files.createTempFile(directory, "output", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectInput(text.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(List.of(command) + " did not end: " + read(output));
        }
        return read(output);
    }

    /** What it has said so far. */
    String output() throws IOException {
        return read(output);
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
