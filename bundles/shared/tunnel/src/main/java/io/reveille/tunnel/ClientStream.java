/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** A stream that was opened for a client connection. To be used on the tunnel's event loop. */
@ProviderType
public interface ClientStream {

    /**
     * What the gateway said: completes on the event loop. Fails with {@link TunnelLostException} if
     * the tunnel went away, or gave the stream back, before there was an answer; the service has
     * then seen nothing of this client.
     */
    CompletionStage<StreamAnswer> answer();

    /**
     * Sends further octets of the client before it is joined, without waiting for the answer.
     *
     * @param octets the stream's from now on
     */
    void send(ByteBuf octets);

    /**
     * Joins the client's connection to the stream, after an answer of 200. The connection must be
     * on the tunnel's event loop, allow half-closure and not be reading.
     */
    void relay(Channel client);

    /** Octets of the client sent towards the service so far. */
    long octetsUp();

    /** Octets of the service that the client has taken so far. */
    long octetsDown();

    /** The client has gone or is no longer to be served: aborts the stream. */
    void cancel();

    /** Completes, never exceptionally, when the stream is over. */
    CompletionStage<StreamEnd> ended();
}
