/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A line on a pseudo-terminal, with a symbolic link to it where one is wanted. */
final class PtyLine implements TerminalLine {
    private static final int POLL_MILLIS = 50;

    private final Optional<Path> link;
    private String path = "";
    private Optional<Plugged> plugged = Optional.empty();

    /** A pseudo-terminal, and the thread that reads it until it is to stop. */
    private static final class Plugged {
        private final Pty pty;
        private final Thread reader;
        private volatile boolean stopping;

        Plugged(Pty pty, Receiver receiver) {
            this.pty = pty;
            this.reader = new Thread(() -> read(receiver), "emulated-modem-line");
            reader.setDaemon(true);
            reader.start();
        }

        private void read(Receiver receiver) {
            try {
                while (!stopping) {
                    byte[] octets = pty.read(POLL_MILLIS);
                    if (octets.length > 0) {
                        receiver.received(octets);
                    }
                }
            } catch (IOException e) {
                stopping = true;
            }
        }

        void stop() {
            stopping = true;
            boolean interrupted = false;
            while (reader.isAlive() && Thread.currentThread() != reader) {
                try {
                    reader.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            pty.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    PtyLine(String link) {
        this.link = link.isEmpty() ? Optional.empty() : Optional.of(Path.of(link).toAbsolutePath());
    }

    @Override
    public synchronized String address() {
        return "serial:" + link.map(Path::toString).orElse(path);
    }

    @Override
    public synchronized void plugIn(Receiver receiver) throws IOException {
        if (plugged.isEmpty()) {
            Pty pty = Pty.open();
            path = pty.path();
            plugged = Optional.of(new Plugged(pty, receiver));
            if (link.isPresent()) {
                removeLink();
                Files.createSymbolicLink(link.get(), Path.of(path));
            }
        }
    }

    @Override
    public synchronized void write(byte[] octets) {
        plugged.ifPresent(now -> now.pty.write(octets));
    }

    @Override
    public void unplug() {
        Optional<Plugged> was;
        synchronized (this) {
            was = plugged;
            plugged = Optional.empty();
            try {
                removeLink();
            } catch (IOException e) {
                // it leads nowhere now
            }
        }
        was.ifPresent(Plugged::stop);
    }

    private void removeLink() throws IOException {
        if (link.isPresent() && Files.isSymbolicLink(link.get())) {
            Files.delete(link.get());
        }
    }

    @Override
    public void close() {
        unplug();
    }
}
