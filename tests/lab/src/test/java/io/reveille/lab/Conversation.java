/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A TCP connection that the device holds open to an echo service of the proxy, without any
 * keep-alive.
 */
final class Conversation implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    private Conversation(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    static Conversation open(CarrierNetwork network, int port) {
        List<String> command =
                network.device()
                        .namespace()
                        .inside(List.of("nc", CarrierNetwork.PROXY, String.valueOf(port)));
        try {
            return new Conversation(new ProcessBuilder(command).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void say(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says a line and waits for its echo. */
    void exchange(String line) {
        say(line);
        String answer =
                CompletableFuture.supplyAsync(this::next).orTimeout(30, TimeUnit.SECONDS).join();
        if (!line.equals(answer)) {
            throw new AssertionError("said " + line + ", heard " + answer);
        }
    }

    /** Whether an answer waits to be read. */
    boolean heard() {
        try {
            return answers.ready();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the device's end has ended. */
    boolean ended() {
        return !process.isAlive();
    }

    private String next() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
