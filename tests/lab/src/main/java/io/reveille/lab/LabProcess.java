/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * A process that the lab started and will end. Its standard input is a pipe that stays open as long
 * as this process lives, so that programs which end with their input end with the lab, however it
 * ends.
 */
public final class LabProcess implements AutoCloseable {
    private static final int LAST_LINES = 15;
    private final String name;
    private final Process process;
    private final Path log;

    private LabProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    static LabProcess start(String name, Path log, List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            return new LabProcess(name, process, log);
        } catch (IOException e) {
            throw new LabException("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    /** What it is, for people. */
    public String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    /** This process and those that it started. */
    LongStream family() {
        return LongStream.concat(
                LongStream.of(process.pid()), process.descendants().mapToLong(ProcessHandle::pid));
    }

    /** How it ended. */
    int exitCode() {
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Fails with the end of the log when the process has ended by itself. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new LabException(
                    name
                            + " ended with code "
                            + process.exitValue()
                            + "; its last lines:\n"
                            + lastLines());
        }
    }

    /** All that it said until now. */
    String said() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(its log " + log + " cannot be read: " + e.getMessage() + ")";
        }
    }

    /** The end of what it said, and how it ended if it has. */
    public String lastLines() {
        List<String> lines = said().lines().toList();
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    /** Ends it at once, as a power cut does. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        await(10);
    }

    /** Asks it to end, and makes it end when it does not. */
    @Override
    public void close() {
        process.destroy();
        if (!await(10)) {
            kill();
        }
    }

    private boolean await(int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
