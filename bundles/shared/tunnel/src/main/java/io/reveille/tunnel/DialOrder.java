/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One order to dial a proxy.
 *
 * @param proxy where to dial
 * @param serverName the name (or address) that the proxy's certificate must carry as subject
 *     alternative name
 * @param credential what the access request gave for this one tunnel
 * @param acceptedNanos {@link System#nanoTime()} when the access request was accepted; its age is
 *     told to the proxy (step D)
 * @param connectAhead a service to connect to at once, in parallel with the dial (step E beside
 *     step G); the first stream that asks for this address takes the connection over
 * @param state what the proxy is to know of the gateway's keys, the value of the {@code
 *     Reveille-State} field; empty for none, at most 100 printable characters
 */
public record DialOrder(
        InetSocketAddress proxy,
        String serverName,
        TunnelCredential credential,
        long acceptedNanos,
        Optional<InetSocketAddress> connectAhead,
        String state) {

    private static final Pattern PRINTABLE = Pattern.compile("[!-~]{0,100}");

    public DialOrder {
        Objects.requireNonNull(proxy, "proxy");
        Objects.requireNonNull(credential, "credential");
        Objects.requireNonNull(connectAhead, "connectAhead");
        if (serverName.isBlank()) {
            throw new IllegalArgumentException("serverName: the proxy's name must be known");
        }
        if (!PRINTABLE.matcher(state).matches()) {
            throw new IllegalArgumentException("state: at most 100 printable characters");
        }
    }

    /** The same order, telling the proxy of the gateway's keys. */
    public DialOrder telling(String keys) {
        return new DialOrder(proxy, serverName, credential, acceptedNanos, connectAhead, keys);
    }

    /** The same order, dialled elsewhere. */
    public DialOrder at(InetSocketAddress other) {
        return new DialOrder(other, serverName, credential, acceptedNanos, connectAhead, state);
    }

    /** An order that tells nothing of the gateway's keys. */
    public DialOrder(
            InetSocketAddress proxy,
            String serverName,
            TunnelCredential credential,
            long acceptedNanos,
            Optional<InetSocketAddress> connectAhead) {
        this(proxy, serverName, credential, acceptedNanos, connectAhead, "");
    }
}
