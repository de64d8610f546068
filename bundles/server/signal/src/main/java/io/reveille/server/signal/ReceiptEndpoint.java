/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import io.reveille.server.signal.internal.receipts.ReceiptDesk;
import io.reveille.server.signal.internal.receipts.ReceiptServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Where providers tell by HTTP what became of messages. Every message has an address of its own
 * that no one can guess and that is good for an hour longer than the message.
 */
public final class ReceiptEndpoint implements AutoCloseable {
    private final ReceiptDesk desk;
    private final ReceiptServer server;
    private final URI base;

    private ReceiptEndpoint(ReceiptDesk desk, ReceiptServer server, URI base) {
        this.desk = desk;
        this.server = server;
        this.base = base;
    }

    /**
     * Begins to listen.
     *
     * @param publicUrl as providers reach it, such as {@code https://sms.example.com}; empty for
     *     the address itself
     * @throws IOException if it can't; its message says what to do
     * @throws IllegalArgumentException if the URL is none of http or https
     */
    public static ReceiptEndpoint start(InetSocketAddress address, String publicUrl)
            throws IOException {
        if (!publicUrl.isBlank() && !publicUrl.matches("https?://[^\\s/?#]+[^\\s?#]*")) {
            throw new IllegalArgumentException(
                    "public.url '%s' is not a URL such as https://sms.example.com"
                            .formatted(publicUrl));
        }
        ReceiptDesk desk = new ReceiptDesk(System::nanoTime);
        ReceiptServer server = ReceiptServer.start(address, desk);
        InetSocketAddress bound = server.address();
        String host = bound.getAddress().getHostAddress();
        String own = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":";
        return new ReceiptEndpoint(
                desk,
                server,
                URI.create(publicUrl.isBlank() ? own + bound.getPort() : publicUrl.strip()));
    }

    /** As really bound. */
    public InetSocketAddress address() {
        return server.address();
    }

    URI base() {
        return base;
    }

    ReceiptDesk desk() {
        return desk;
    }

    @Override
    public void close() {
        server.close();
    }
}
