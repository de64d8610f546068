/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import java.io.IOException;
import java.net.Socket;

/** What clients see. */
final class TestClients {

    private TestClients() {}

    /** How a connection ends for the client: {@code "end"} in order, else what broke it. */
    static String end(Socket client) {
        try {
            int octet = client.getInputStream().read();
            return octet < 0 ? "end" : "read " + octet;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
