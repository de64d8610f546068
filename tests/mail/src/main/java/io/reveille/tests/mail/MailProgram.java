/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A program of the mail server, running as nobody. */
final class MailProgram implements AutoCloseable {
    private static final long SOON = TimeUnit.SECONDS.toNanos(30);

    private final String name;
    private final Process process;
    private final Path output;

    private MailProgram(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
    }

    static MailProgram start(Path output, String program, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        command.add(
                MailHost.find(program)
                        .orElseThrow(() -> new MailHostException("no " + program))
                        .getPath());
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            return new MailProgram(program, process, output);
        } catch (IOException e) {
            throw new MailHostException("cannot start " + program, e);
        }
    }

    /** Waits until it listens. */
    void awaitPorts(int... ports) {
        long end = System.nanoTime() + SOON;
        for (int port : ports) {
            while (!listens(port)) {
                if (!process.isAlive() || System.nanoTime() - end > 0) {
                    throw new MailHostException(name + " does not come up: " + said());
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Runs a program to its end. */
    static void run(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new MailHostException(String.join(" ", command) + ": " + said);
            }
        } catch (IOException e) {
            throw new MailHostException("cannot run " + command[0], e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MailHostException("interrupted", e);
        }
    }

    /** Ends it and what it started. */
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
