/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.ipsec;

import io.reveille.ipsec.internal.IkeDaemon;
import io.reveille.ipsec.internal.Proposals;
import io.reveille.ipsec.internal.vici.ViciSection;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * The proxy's end of IPsec tunnels: lets in the gateways that were asked to come, each with the key
 * of its own session. Calls block.
 */
public final class IpsecResponder {
    private static final String PREFIX = "reveille-proxy-";
    private static final String POOL = "reveille";

    private final IpsecSettings settings;
    private final String pool;
    private final int tunnelPort;
    private final Optional<IpsecIdentity> identity;
    private final IkeDaemon daemon;

    /**
     * @param pool the virtual addresses of gateways, such as {@code 198.18.128.0/17}
     * @param tunnelPort where gateways dial inside the tunnel
     * @param identity for gateways that use certificates instead of the session's key
     */
    public IpsecResponder(
            IpsecSettings settings, String pool, int tunnelPort, Optional<IpsecIdentity> identity) {
        this.settings = settings;
        this.pool = pool;
        this.tunnelPort = tunnelPort;
        this.identity = identity;
        this.daemon = new IkeDaemon(settings.viciSocket());
    }

    /**
     * Makes ready, and removes what an earlier run left behind.
     *
     * @return which daemon it is, for people
     * @throws IpsecException when there is none
     */
    public String open() throws IpsecException {
        unlessAbsent();
        try {
            daemon.forgetAll(PREFIX);
            prepare();
            return daemon.version();
        } catch (IOException e) {
            throw failed("cannot be set up", e);
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

    /** What every tunnel needs; the daemon may have been restarted since. */
    private void prepare() throws IOException {
        daemon.loadPool(POOL, pool);
        if (identity.isPresent()) {
            daemon.loadPrivateKey(identity.get().privateKeyPem());
            daemon.loadAuthority(identity.get().trusted());
        }
    }

    /**
     * Lets one gateway in, from now on until {@link #forget}.
     *
     * @throws IpsecException when the daemon does not take it
     */
    public void expect(IpsecSession session) throws IpsecException {
        String name = PREFIX + session.id().hex();
        try {
            unlessAbsent();
            prepare();
            daemon.loadKey(name, session.key().copy(), session.initiator(), session.serverName());
            daemon.loadConnection(
                    name,
                    connection(
                            new ViciSection().put("auth", "psk").put("id", session.serverName()),
                            new ViciSection().put("auth", "psk").put("id", session.initiator())));
            if (identity.isPresent()) {
                daemon.loadConnection(
                        certificateName(session.gatewayId()),
                        connection(
                                new ViciSection()
                                        .put("auth", "pubkey")
                                        .put("id", session.serverName())
                                        .putList("certs", identity.get().certificates()),
                                new ViciSection()
                                        .put("auth", "pubkey")
                                        .put("id", "CN=" + session.gatewayId())
                                        .putList("cacerts", List.of(identity.get().trusted()))));
            }
        } catch (IOException e) {
            throw failed("does not take " + session.gatewayId(), e);
        }
    }

    private ViciSection connection(ViciSection local, ViciSection remote) {
        return Proposals.connection()
                .putList("pools", POOL)
                .put("local-1", local)
                .put("remote-1", remote)
                .put(
                        "children",
                        new ViciSection()
                                .put(
                                        Proposals.CHILD,
                                        Proposals.child()
                                                .putList(
                                                        "local_ts",
                                                        Proposals.selector(settings, tunnelPort))
                                                .putList("remote_ts", "dynamic[tcp]")));
    }

    /** Whether a TCP connection came through the IPsec tunnel of this very session or gateway. */
    public boolean cameBy(IpsecSession session, InetAddress from) throws IpsecException {
        try {
            return daemon.connectionOf(from.getHostAddress())
                    .filter(
                            name ->
                                    name.equals(PREFIX + session.id().hex())
                                            || name.equals(certificateName(session.gatewayId())))
                    .isPresent();
        } catch (IOException e) {
            throw failed("does not tell its tunnels", e);
        }
    }

    /**
     * Takes a session's tunnel down, if it is up, and lets it in no more.
     *
     * @param lastOfGateway whether no other session of this gateway is expected or up
     */
    public void forget(IpsecSession session, boolean lastOfGateway) throws IpsecException {
        try {
            daemon.forget(PREFIX + session.id().hex());
            if (lastOfGateway && identity.isPresent()) {
                daemon.forget(certificateName(session.gatewayId()));
            }
        } catch (IOException e) {
            throw failed("does not forget " + session.gatewayId(), e);
        }
    }

    /** Takes all tunnels down. */
    public void clear() throws IpsecException {
        try {
            daemon.forgetAll(PREFIX);
        } catch (IOException e) {
            throw failed("does not forget the tunnels", e);
        }
    }

    private static String certificateName(String gatewayId) {
        return PREFIX + "certificate-" + gatewayId;
    }

    private IpsecException failed(String what, IOException e) {
        return e instanceof IpsecException known
                ? known
                : new IpsecException(
                        "strongSwan at "
                                + settings.viciSocket()
                                + " "
                                + what
                                + ": "
                                + e.getMessage(),
                        e);
    }
}
