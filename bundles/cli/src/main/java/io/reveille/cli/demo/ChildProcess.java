/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.demo;

import io.reveille.cli.CommandFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One process of the demo, its output kept in a file that failures point to. */
final class ChildProcess implements AutoCloseable {
    private static final int LAST_LINES = 15;
    private final String name;
    private final Process process;
    private final Path log;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    static ChildProcess start(String name, Path log, List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                            .start();
            return new ChildProcess(name, process, log);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "cannot start the " + name + " (" + e.getMessage() + ")", e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Fails with the end of the log when the process has ended by itself. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new CommandFailedException(
                    "the "
                            + name
                            + " ended with code "
                            + process.exitValue()
                            + "; the end of its log:\n"
                            + lastLines());
        }
    }

    String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "(its log " + log + " cannot be read: " + e.getMessage() + ")";
        }
    }

    /** Ends the process without a chance to tidy up (SIGKILL), and its descendants. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
