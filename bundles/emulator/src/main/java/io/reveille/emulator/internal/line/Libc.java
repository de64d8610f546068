/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.line;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;

/** What POSIX offers for pseudo-terminals, with the numbers that Linux gives to the names. */
interface Libc extends Library {
    int O_RDWR = 2;
    int O_NOCTTY = 0x100;
    int F_SETFL = 4;
    int O_NONBLOCK = 0x800;
    int EINTR = 4;
    int EAGAIN = 11;
    short POLLIN = 1;
    short POLLOUT = 4;

    /** More than any machine's {@code struct termios}. */
    int TERMIOS_OCTETS = 256;

    /** Loads it; throws {@link UnsatisfiedLinkError} on a machine without. */
    static Libc load() {
        return Native.load("c", Libc.class);
    }

    /** One descriptor to wait for. */
    @Structure.FieldOrder({"fd", "events", "revents"})
    class PollFd extends Structure {
        /** The descriptor. */
        public int fd;

        /** What to wait for. */
        public short events;

        /** What there is. */
        public short revents;
    }

    int posix_openpt(int flags) throws LastErrorException;

    int grantpt(int fd) throws LastErrorException;

    int unlockpt(int fd) throws LastErrorException;

    int ptsname_r(int fd, byte[] name, long length);

    int open(String path, int flags) throws LastErrorException;

    int close(int fd);

    int fcntl(int fd, int command, int argument) throws LastErrorException;

    int poll(PollFd fds, long count, int millis) throws LastErrorException;

    long read(int fd, byte[] into, long length) throws LastErrorException;

    long write(int fd, byte[] from, long length) throws LastErrorException;

    int tcgetattr(int fd, Pointer termios) throws LastErrorException;

    void cfmakeraw(Pointer termios);

    int tcsetattr(int fd, int when, Pointer termios) throws LastErrorException;
}
