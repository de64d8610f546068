/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** A tunnel that is up, as the gateway sees it. All methods may be called from any thread. */
@ProviderType
public interface GatewayTunnel extends AutoCloseable {

    /** Completes, never exceptionally, when the connection is gone. */
    CompletionStage<TunnelEnd> ended();

    /** Client connections being served. */
    int openStreams();

    /** Client connections that the end of the tunnel cut; 0 while it is up. */
    int cutStreams();

    /** Octets from clients that services have taken so far. */
    long octetsUp();

    /** Octets from services on their way to clients so far. */
    long octetsDown();

    /**
     * Octets of streams that lie at this end now: given by one side and not yet taken by the
     * other's socket. At most what the settings allow all streams together.
     */
    long octetsHeld();

    /**
     * Takes no more streams and closes once the open ones have ended, at the latest after the drain
     * time.
     */
    void drain();

    /** Aborts the open streams and closes at once. */
    @Override
    void close();
}
