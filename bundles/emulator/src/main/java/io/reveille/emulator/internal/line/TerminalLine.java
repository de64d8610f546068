/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.line;

import java.io.IOException;

/** The modem's end of a serial line. */
public interface TerminalLine extends AutoCloseable {

    /** Takes what the terminal sends. */
    @FunctionalInterface
    interface Receiver {
        /** Some octets, in order, never none. */
        void received(byte[] octets);
    }

    /**
     * Where the terminal finds the line, as in {@code serial:/dev/pts/5} or {@code
     * tcp:127.0.0.1:4711}.
     */
    String address();

    /** Opens the line, now or again after {@link #unplug()}; has no effect on an open one. */
    void plugIn(Receiver receiver) throws IOException;

    /** Sends octets; drops them when nobody listens. */
    void write(byte[] octets);

    /** Takes the line away from under the terminal. */
    void unplug();

    /** Unplugs for good. */
    @Override
    void close();

    /**
     * The line that the options name.
     *
     * @throws IOException when it can't be had
     */
    static TerminalLine open(String line, Receiver receiver) throws IOException {
        TerminalLine opened =
                line.startsWith("tcp:")
                        ? new TcpLine(line.substring("tcp:".length()))
                        : new PtyLine(line.substring("pty".length()).replaceFirst("^:", ""));
        try {
            opened.plugIn(receiver);
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }
}
