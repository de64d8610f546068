/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal.osgi;

import io.reveille.server.dns.internal.DnsServer;
import io.reveille.server.dns.internal.DnsSettings;
import io.reveille.server.registry.CidrBlock;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.LookupLog;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.ServerEndpoint;
import io.reveille.server.registry.ServerSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the name server. */
@Component(
        immediate = true,
        configurationPid = DnsConfiguration.PID,
        property = ServerEndpoint.NAME + "=" + ServerEndpoint.DNS)
@Designate(ocd = DnsConfiguration.class)
public final class DnsComponent implements ServerEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(DnsComponent.class);

    private final DnsServer server;

    @Activate
    public DnsComponent(
            @Reference ServerSettings settings,
            @Reference Registry registry,
            @Reference LookupLog lookups,
            DnsConfiguration configuration) {
        try {
            server =
                    DnsServer.start(
                            settings(configuration),
                            settings,
                            registry,
                            lookups,
                            Clock.systemUTC());
        } catch (IllegalArgumentException | IllegalStateException e) {
            LOG.error("DNS can't start: {}", e.getMessage());
            throw e;
        }
        LOG.info("DNS answers for {} on {}", settings.zone(), server.addresses());
    }

    @Override
    public InetSocketAddress address() {
        return server.addresses().get(0);
    }

    @Deactivate
    void stop() {
        server.close();
    }

    private static DnsSettings settings(DnsConfiguration configuration) {
        try {
            return new DnsSettings(
                    listen(configuration.listen()),
                    configuration.port(),
                    CidrBlock.parseList(configuration.askers()),
                    Duration.ofSeconds(configuration.ttl_seconds()),
                    Duration.ofSeconds(configuration.tcp_idle_seconds()),
                    configuration.tcp_connections());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(DnsConfiguration.PID + ".cfg: " + e.getMessage(), e);
        }
    }

    private static List<InetAddress> listen(String addresses) {
        return addresses.isBlank()
                ? List.of(new InetSocketAddress(0).getAddress())
                : IpLiterals.parseList(addresses);
    }
}
