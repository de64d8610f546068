/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A tunnel that is up, as the proxy sees it. All methods but those that open streams may be called
 * from any thread.
 */
@ProviderType
public interface ProxyTunnel extends AutoCloseable {

    /** Where the tunnel, its streams and the client connections joined to them live. */
    EventLoop eventLoop();

    /**
     * Opens a stream for one client connection; waits for a free one if the gateway serves as many
     * as it can. To be called on the event loop.
     *
     * @param request the service wanted, and for whom
     * @param first octets of the client that may go out without waiting for the answer; stays the
     *     caller's
     */
    ClientStream open(StreamRequest request, ByteBuf first);

    /** As {@link #open(StreamRequest, ByteBuf)}, for a client that gave no credentials. */
    default ClientStream open(String authority, String client, ByteBuf first) {
        return open(new StreamRequest(authority, client), first);
    }

    /**
     * Opens a stream for the datagrams of one client, as {@link #open}. To be called on the event
     * loop. A gateway that knows no datagrams is answered for with 501.
     *
     * @param port of the service at the terminal
     * @param fromService gets each payload that the service sends, on the event loop; to be
     *     released by it
     */
    DatagramStream openDatagrams(StreamRequest request, int port, Consumer<ByteBuf> fromService);

    /**
     * Asks the gateway itself. Does not count as a client connection, and does not keep the tunnel
     * up.
     *
     * @param question one line, at most {@link TunnelControl#LONGEST} octets of UTF-8
     * @return the answer within 30 s; or fails with {@link TunnelControlException}
     */
    CompletionStage<String> ask(String question);

    /** Whether new streams may be opened: it is neither draining nor gone. */
    boolean isOpen();

    /** Completes, never exceptionally, when the connection is gone. */
    CompletionStage<TunnelEnd> ended();

    /** Client connections being served. */
    int openStreams();

    /**
     * Client connections that were being served when the tunnel was lost, and so were cut; 0 while
     * it is up.
     */
    int cutStreams();

    /** Octets from clients on their way to services so far. */
    long octetsUp();

    /** Octets from services that clients have taken so far. */
    long octetsDown();

    /**
     * Octets of streams that lie at this end now: given by one side and not yet taken by the
     * other's socket. At most what the settings allow all streams together.
     */
    long octetsHeld();

    /**
     * Opens no more streams and closes once the open ones have ended, at the latest after the drain
     * time.
     */
    void drain();

    /**
     * Takes the tunnel for lost, whatever it looks like here: aborts the open streams and closes at
     * once.
     *
     * @param detail why, for people
     */
    void lost(String detail);

    /** Aborts the open streams and closes at once. */
    @Override
    void close();
}
