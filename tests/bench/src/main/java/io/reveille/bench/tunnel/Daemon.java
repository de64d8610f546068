/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.tunnel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program that runs beside this one, with what it says in a file, until it is closed. */
public final class Daemon implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

    private final String name;
    private final Process process;
    private final Path log;

    private Daemon(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts it, with a log of its name in the directory. */
    public static Daemon start(String name, Path directory, List<String> command)
            throws IOException {
        Path log = directory.resolve(name + ".log");
        return new Daemon(
                name,
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                log);
    }

    String name() {
        return name;
    }

    /** Hands it a line. */
    public void tell(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " no longer listens", e);
        }
    }

    /** Waits until it has said something of this form; gives the first group. */
    public String await(Pattern form) {
        return await(
                "'" + form + "' of " + name,
                () -> {
                    Matcher matcher = form.matcher(said());
                    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
                });
    }

    /** Waits for something that it brings about. */
    public <T> T await(String what, Supplier<Optional<T>> condition) {
        long until = System.nanoTime() + START.toNanos();
        Optional<T> came = condition.get();
        while (came.isEmpty()) {
            if (!process.isAlive() || System.nanoTime() - until > 0) {
                throw new IllegalStateException("waited in vain for " + what + ":\n" + said());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            came = condition.get();
        }
        return came.get();
    }

    /** All that it has said. */
    public String said() {
        try {
            return Files.readString(log, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Resident memory of it and what it started, in octets. */
    long resident() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .mapToLong(Daemon::resident)
                .sum();
    }

    private static long resident(ProcessHandle handle) {
        try {
            Matcher matcher =
                    RESIDENT.matcher(
                            Files.readString(Path.of("/proc/" + handle.pid() + "/status")));
            return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : 0;
        } catch (IOException e) {
            return 0; // it has ended meanwhile
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        started.forEach(ProcessHandle::destroy);
    }
}
