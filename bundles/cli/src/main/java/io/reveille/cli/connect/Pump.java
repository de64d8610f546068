/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Carries octets one way until the source ends or either side fails. */
final class Pump implements Runnable {
    private static final int CHUNK = 64 * 1024;

    /** What to do when one direction is over, such as shutting down a socket's output. */
    interface End {
        void close() throws IOException;
    }

    private final InputStream from;
    private final OutputStream to;
    private final End atEnd;

    Pump(InputStream from, OutputStream to, End atEnd) {
        this.from = from;
        this.to = to;
        this.atEnd = atEnd;
    }

    Thread start(String name) {
        Thread thread = new Thread(this, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void run() {
        try {
            byte[] chunk = new byte[CHUNK];
            for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
                to.write(chunk, 0, n);
                to.flush();
            }
        } catch (IOException e) {
            // the connection is gone: ending this direction tells the other side
        } finally {
            try {
                atEnd.close();
            } catch (IOException e) {
                // already closed
            }
        }
    }
}
