/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import io.reveille.protocol.Msisdn;
import io.reveille.protocol.ServiceTransport;
import io.reveille.protocol.TunnelProtocol;
import io.reveille.tunnel.TunnelSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a private proxy is to do.
 *
 * @param home the gateway's home directory
 * @param services what clients may reach; nothing else can be
 * @param protocols the tunnel protocols that a request may ask for
 * @param tunnel how tunnels behave
 * @param proxiesAllowed which proxies may be dialled, instead of those that enrolment named
 * @param msisdn the gateway's own number, instead of the one that enrolment named
 * @param budget how much the outside may make it do
 * @param ipsec how IPsec tunnels are brought up; needed where {@code protocols} has it
 * @param authentication of which services' clients the gateway itself asks who they are
 */
public record PrivateProxyConfiguration(
        Path home,
        List<OfferedService> services,
        Set<TunnelProtocol> protocols,
        TunnelSettings tunnel,
        Optional<List<AddressRange>> proxiesAllowed,
        Optional<Msisdn> msisdn,
        AccessBudget budget,
        Optional<GatewayIpsec> ipsec,
        List<ServiceAuthentication> authentication) {
    public PrivateProxyConfiguration {
        services = List.copyOf(services);
        authentication = List.copyOf(authentication);
        for (ServiceAuthentication asked : authentication) {
            if (services.stream()
                    .noneMatch(
                            s ->
                                    s.name().equals(asked.service())
                                            && s.transport() == ServiceTransport.TCP)) {
                throw new IllegalArgumentException(
                        "authentication: there is no service "
                                + asked.service()
                                + " by TCP; name one of those in services");
            }
        }
        protocols = Set.copyOf(protocols);
        proxiesAllowed = proxiesAllowed.map(List::copyOf);
        if (protocols.isEmpty()) {
            throw new IllegalArgumentException("no tunnel protocol is allowed: allow TLS or IPSEC");
        }
        if (protocols.contains(TunnelProtocol.IPSEC) && ipsec.isEmpty()) {
            throw new IllegalArgumentException(
                    "IPSEC is allowed, but not how it is brought up: name the IKE daemon's socket");
        }
    }

    /** A configuration in which the gateway asks no clients who they are. */
    public PrivateProxyConfiguration(
            Path home,
            List<OfferedService> services,
            Set<TunnelProtocol> protocols,
            TunnelSettings tunnel,
            Optional<List<AddressRange>> proxiesAllowed,
            Optional<Msisdn> msisdn,
            AccessBudget budget,
            Optional<GatewayIpsec> ipsec) {
        this(home, services, protocols, tunnel, proxiesAllowed, msisdn, budget, ipsec, List.of());
    }

    /** The usual: TLS, default tunnel settings and budget, number and proxies by enrolment. */
    public static PrivateProxyConfiguration of(Path home, List<OfferedService> services) {
        return new PrivateProxyConfiguration(
                home,
                services,
                Set.of(TunnelProtocol.TLS),
                TunnelSettings.defaults(),
                Optional.empty(),
                Optional.empty(),
                AccessBudget.defaults(),
                Optional.empty());
    }
}
