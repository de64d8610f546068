/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.reveille.tunnel.StreamRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * How an entry treats its clients: what differs from one way in to the next once it is known where
 * the client wants to go. Called on the client's event loop, once for each connection.
 */
public interface EntryManner {

    /**
     * Whether a client that says nothing is watched for a moment before its gateway is woken: right
     * where connecting alone says nothing of what the client wants.
     */
    boolean watchesSilence();

    /** How long the client waits, if less than its gateway is waited for; then it is refused. */
    default Optional<Duration> patience() {
        return Optional.empty();
    }

    /** What is asked of the gateway for the client. */
    default StreamRequest request(Destination destination, Caller client) {
        return new StreamRequest(destination.service().name(), client.label());
    }

    /** The client's session is recorded from now on, under that key. */
    default void recorded(String key) {
        // most entries have no use for it
    }

    /** The service has accepted: says so, where the entry's protocol has something to say. */
    void accepted(Channel client);

    /**
     * Tells the client, as far as it understands, why it is not served. Its connection is closed
     * once that is written.
     *
     * @param said what the client has said since it was received; stays the caller's
     */
    ChannelFuture refused(Channel client, ByteBuf said, UnservedException why);
}
