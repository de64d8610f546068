/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.line;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.io.IOException;
import java.util.Arrays;

/**
 * A pseudo-terminal in raw mode. The slave's end is held open here too, so that terminals may come
 * and go.
 *
 * <p>One thread reads, one writes; {@link #close()} comes after both have ended.
 */
final class Pty {
    private static final int WRITE_MILLIS = 1_000;

    private final Libc libc;
    private final int master;
    private final int slave;
    private final String path;

    private Pty(Libc libc, int master, int slave, String path) {
        this.libc = libc;
        this.master = master;
        this.slave = slave;
        this.path = path;
    }

    static Pty open() throws IOException {
        Libc libc;
        try {
            libc = Libc.load();
        } catch (LinkageError e) {
            throw new IOException(
                    "pseudo-terminals need Linux and JNA with its native part; use tcp:HOST:PORT",
                    e);
        }
        int master = -1;
        try {
            master = libc.posix_openpt(Libc.O_RDWR | Libc.O_NOCTTY);
            int unused = libc.grantpt(master) + libc.unlockpt(master);
            byte[] name = new byte[128];
            if (libc.ptsname_r(master, name, name.length) != 0) {
                throw new IOException("the new pseudo-terminal has no name");
            }
            String path = Native.toString(name);
            int slave = libc.open(path, Libc.O_RDWR | Libc.O_NOCTTY);
            Pty pty = new Pty(libc, master, slave, path);
            pty.makeRaw();
            return pty;
        } catch (LastErrorException e) {
            if (master >= 0) {
                int unused = libc.close(master);
            }
            throw new IOException("no pseudo-terminal can be had: " + e.getMessage(), e);
        }
    }

    private void makeRaw() {
        try (Memory termios = new Memory(Libc.TERMIOS_OCTETS)) {
            termios.clear();
            int unused = libc.tcgetattr(slave, termios);
            libc.cfmakeraw(termios);
            unused = libc.tcsetattr(slave, 0, termios);
            unused = libc.fcntl(master, Libc.F_SETFL, Libc.O_NONBLOCK);
        }
    }

    String path() {
        return path;
    }

    /** What the terminal has sent, or nothing when there was none for a while. */
    byte[] read(int waitMillis) throws IOException {
        byte[] chunk = new byte[1_024];
        try {
            if (!isReady(Libc.POLLIN, waitMillis)) {
                return new byte[0];
            }
            long got = libc.read(master, chunk, chunk.length);
            return Arrays.copyOf(chunk, (int) Math.max(0, got));
        } catch (LastErrorException e) {
            if (e.getErrorCode() == Libc.EAGAIN || e.getErrorCode() == Libc.EINTR) {
                return new byte[0];
            }
            throw new IOException(path + " can't be read: " + e.getMessage(), e);
        }
    }

    /** Sends octets; drops those that nobody reads within a second. */
    void write(byte[] octets) {
        byte[] rest = octets;
        try {
            while (rest.length > 0 && isReady(Libc.POLLOUT, WRITE_MILLIS)) {
                long done = libc.write(master, rest, rest.length);
                rest = Arrays.copyOfRange(rest, (int) Math.max(0, done), rest.length);
            }
        } catch (LastErrorException e) {
            // nobody takes them
        }
    }

    private boolean isReady(short what, int waitMillis) {
        Libc.PollFd fd = new Libc.PollFd();
        fd.fd = master;
        fd.events = what;
        return libc.poll(fd, 1, waitMillis) > 0 && (fd.revents & what) != 0;
    }

    void close() {
        int unused = libc.close(slave) + libc.close(master);
    }
}
