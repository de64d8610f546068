/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.ipsec;

import io.reveille.ipsec.internal.IkeDaemon;
import io.reveille.ipsec.internal.Proposals;
import io.reveille.ipsec.internal.vici.ViciSection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's end of IPsec tunnels: brings them up towards a proxy and takes them down. Calls
 * block.
 */
public final class IpsecInitiator {
    private static final Logger LOG = LoggerFactory.getLogger(IpsecInitiator.class);

    private final IpsecSettings settings;
    private final Optional<Supplier<IpsecIdentity>> identity;
    private final String prefix;
    private final IkeDaemon daemon;

    /**
     * @param gatewayId whose tunnels these are; connections of other names are left alone
     * @param identity where certificates are to be used instead of the session's key; asked for
     *     each tunnel, so that a renewed one is used from the next on
     */
    public IpsecInitiator(
            IpsecSettings settings, String gatewayId, Optional<Supplier<IpsecIdentity>> identity) {
        this.settings = settings;
        this.identity = identity;
        this.prefix = "reveille-gateway-" + gatewayId + "-";
        this.daemon = new IkeDaemon(settings.viciSocket());
    }

    /**
     * Brings a tunnel up: IKEv2 in UDP, a virtual address, and one service of the proxy that is
     * reached through it.
     *
     * @param proxy the proxy's public address, and the port that is dialled inside the tunnel
     * @throws IpsecException when it does not come up in time; then nothing of it is left
     */
    public IpsecPath up(IpsecSession session, InetSocketAddress proxy) throws IpsecException {
        unlessAbsent();
        String name = prefix + session.id().hex();
        try {
            Optional<IpsecIdentity> now = identity.map(Supplier::get);
            credentials(session, name, now);
            daemon.loadConnection(name, connection(session, proxy, now));
            daemon.initiate(name, Proposals.CHILD, settings.patience());
            return new Up(name, new InetSocketAddress(settings.innerAddress(), proxy.getPort()));
        } catch (IOException e) {
            forget(name);
            throw e instanceof IpsecException known
                    ? known
                    : new IpsecException(
                            "IPsec towards "
                                    + proxy.getAddress().getHostAddress()
                                    + " did not come up: "
                                    + e.getMessage()
                                    + ". UDP ports 500 and 4500 must be open to the proxy, and"
                                    + " strongSwan must run there",
                            e);
        }
    }

    private void unlessAbsent() throws IpsecException {
        if (!Files.exists(settings.viciSocket())) {
            throw new IpsecException(
                    "strongSwan does not run here: there is no "
                            + settings.viciSocket()
                            + ". Install and start it (Debian: strongswan-swanctl and"
                            + " charon-systemd), or set ipsec.vici to where it listens");
        }
    }

    private void credentials(IpsecSession session, String name, Optional<IpsecIdentity> own)
            throws IOException {
        if (own.isPresent()) {
            daemon.loadPrivateKey(own.get().privateKeyPem());
            daemon.loadAuthority(own.get().trusted());
        } else {
            daemon.loadKey(name, session.key().copy(), session.initiator(), session.serverName());
        }
    }

    private ViciSection connection(
            IpsecSession session, InetSocketAddress proxy, Optional<IpsecIdentity> own)
            throws IpsecException {
        InetAddress address = proxy.getAddress();
        ViciSection local = new ViciSection();
        ViciSection remote = new ViciSection().put("id", session.serverName());
        if (own.isPresent()) {
            local.put("auth", "pubkey").putList("certs", own.get().certificates());
            remote.put("auth", "pubkey").putList("cacerts", List.of(own.get().trusted()));
        } else {
            local.put("auth", "psk").put("id", session.initiator());
            remote.put("auth", "psk");
        }
        return Proposals.connection()
                .putList("remote_addrs", address.getHostAddress())
                .putList("vips", "0.0.0.0")
                .put("keyingtries", "1")
                .put("local-1", local)
                .put("remote-1", remote)
                .put(
                        "children",
                        new ViciSection()
                                .put(
                                        Proposals.CHILD,
                                        Proposals.child()
                                                .putList("local_ts", "dynamic[tcp]")
                                                .putList(
                                                        "remote_ts",
                                                        Proposals.selector(
                                                                settings, proxy.getPort()))));
    }

    /** Removes what an earlier run of this gateway left behind, if the daemon runs. */
    public void clear() {
        if (Files.exists(settings.viciSocket())) {
            try {
                daemon.forgetAll(prefix);
            } catch (IOException e) {
                LOG.warn("IPsec tunnels of an earlier run may still be up: {}", e.getMessage());
            }
        }
    }

    private void forget(String name) {
        try {
            daemon.forget(name);
        } catch (IOException e) {
            LOG.warn("IPsec tunnel {} may still be up: {}", name, e.getMessage());
        }
    }

    private final class Up implements IpsecPath {
        private final String name;
        private final InetSocketAddress proxy;

        Up(String name, InetSocketAddress proxy) {
            this.name = name;
            this.proxy = proxy;
        }

        @Override
        public InetSocketAddress proxy() {
            return proxy;
        }

        @Override
        public void close() {
            forget(name);
        }
    }
}
