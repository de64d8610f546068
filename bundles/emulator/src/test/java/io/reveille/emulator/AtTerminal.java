/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Types at an emulated modem over TCP, and reads lines; a prompt counts as the line {@code >}. */
final class AtTerminal implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final Socket socket;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private volatile String raw = "";

    AtTerminal(String address) throws IOException {
        String[] parts = address.split(":");
        socket = new Socket(parts[1], Integer.parseInt(parts[2]));
        Thread reader = new Thread(this::read);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        StringBuilder line = new StringBuilder();
        try (InputStream in = socket.getInputStream()) {
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                said((char) octet);
                if (octet == '\r' || octet == '\n') {
                    if (line.length() > 0) {
                        lines.add(line.toString());
                    }
                    line.setLength(0);
                } else {
                    line.append((char) octet);
                    if (line.toString().equals(">")) {
                        lines.add(">");
                        line.setLength(0);
                    }
                }
            }
        } catch (IOException e) {
            lines.add("hung up");
        }
        lines.add("hung up");
    }

    private synchronized void said(char octet) {
        raw += octet;
        notifyAll();
    }

    void type(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Types a command and gives the answer's lines up to the final result. */
    List<String> ask(String command) throws IOException, InterruptedException {
        type(command + "\r");
        List<String> answer = new ArrayList<>();
        for (String line = next(); ; line = next()) {
            if (!line.equals(command)) {
                answer.add(line);
            }
            if (line.equals(">")
                    || line.matches(
                            "OK|ERROR|hung up|NO CARRIER|COMMAND NOT SUPPORT|\\+CM[ES] ERROR.*")) {
                return answer;
            }
        }
    }

    /** The next line. */
    String next() throws InterruptedException {
        return Optional.ofNullable(lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("no line came; so far: " + raw));
    }

    /** The next line that begins so; those before it are skipped. */
    String await(String beginning) throws InterruptedException {
        String line = next();
        while (!line.startsWith(beginning)) {
            line = next();
        }
        return line;
    }

    /**
     * Everything received, as soon as it is as long as this; a line counts before its line feed is
     * here.
     */
    synchronized String raw(int length) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (raw.length() < length && System.nanoTime() - end < 0) {
            TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
        }
        return raw;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
