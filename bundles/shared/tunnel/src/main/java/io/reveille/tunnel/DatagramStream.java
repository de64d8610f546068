/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A stream that carries the datagrams of one client to a service by UDP and back (RFC 9298). To be
 * used on the tunnel's event loop.
 *
 * <p>Datagrams may be lost, as anywhere: one that the tunnel cannot take at once is dropped, so
 * that datagrams never hold up other streams.
 */
@ProviderType
public interface DatagramStream {

    /** Octets of the longest datagram (RFC 9298 section 5). */
    int LONGEST = 65_527;

    /**
     * What the gateway said: completes on the event loop. Fails with {@link TunnelLostException} if
     * the tunnel went away, or gave the stream back, before there was an answer.
     */
    CompletionStage<StreamAnswer> answer();

    /**
     * Sends one datagram towards the service; also before the answer.
     *
     * @param datagram its payload, at most {@link #LONGEST} octets; the stream's from now on
     */
    void send(ByteBuf datagram);

    /** Octets of payload that went into the tunnel so far. */
    long octetsUp();

    /** Octets of payload that came out of the tunnel so far. */
    long octetsDown();

    /** Datagrams that were too long, or that the tunnel could not take in time. */
    long dropped();

    /** Nothing more is to be sent or heard. */
    void close();

    /** Completes, never exceptionally, when the stream is over. */
    CompletionStage<DatagramEnd> ended();
}
