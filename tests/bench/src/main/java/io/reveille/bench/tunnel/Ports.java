/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.tunnel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** Ports of this machine. */
public final class Ports {
    private Ports() {}

    /** One that nobody has, for programs that cannot say which one they were given. */
    static int unused() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Present once somebody listens there. */
    public static Optional<Integer> open(int port) {
        try (java.net.Socket socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
            return Optional.of(socket.getPort());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
