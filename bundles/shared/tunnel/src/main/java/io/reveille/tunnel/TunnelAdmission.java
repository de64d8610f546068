/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides at the proxy which gateway may bring up a tunnel. Called on event loops: must not block.
 */
@ConsumerType
public interface TunnelAdmission {

    /**
     * Judges a request: is this the gateway that was asked, is its certificate not revoked, is the
     * session known and the token, which is used up by this, the right one?
     *
     * @return whether it may; a failure counts as no. The gateway learns nothing but yes or no
     */
    CompletionStage<Boolean> admit(TunnelRequest request);

    /**
     * The tunnel is up: {@code 101} is on its way (step H) and streams may be opened. Called on the
     * tunnel's event loop.
     */
    void opened(TunnelRequest request, ProxyTunnel tunnel);

    /**
     * A peer was turned away or gave up before its tunnel was up.
     *
     * @param remote where it came from
     * @param reason for the log: what it did wrong
     */
    void refused(InetSocketAddress remote, String reason);
}
