/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** One way in for clients (step C): listens, and brings those who come to the {@link Reception}. */
public interface Entry extends AutoCloseable {

    /** For logs and settings, such as {@code connect}. */
    String name();

    /** Where it listens, if it does so at one port. */
    Optional<InetSocketAddress> address();

    /**
     * Lets clients in from now on.
     *
     * @throws IOException if its port cannot be listened at; the message says which, and what to do
     */
    void start() throws IOException;

    /** Lets no one in any more; clients who are in stay. May be called without a start. */
    @Override
    void close();
}
