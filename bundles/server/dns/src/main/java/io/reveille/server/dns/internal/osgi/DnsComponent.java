/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal.osgi;

import io.reveille.server.dns.internal.DnsServer;
import io.reveille.server.dns.internal.HttpsEntry;
import io.reveille.server.registry.LookupLog;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.ServerEndpoint;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.SigningKeys;
import io.reveille.server.registry.WakeDesk;
import io.reveille.server.registry.ZoneDesk;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the name server. */
@Component(
        immediate = true,
        configurationPid = DnsConfiguration.PID,
        property = ServerEndpoint.NAME + "=" + ServerEndpoint.DNS)
@Designate(ocd = DnsConfiguration.class)
public final class DnsComponent implements ServerEndpoint, ZoneDesk {
    private static final Logger LOG = LoggerFactory.getLogger(DnsComponent.class);

    private final DnsServer server;
    private final ZoneDesk desk;
    private volatile @Nullable ServerEndpoint https;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable WakeDesk wakes;

    @Activate
    public DnsComponent(
            @Reference ServerSettings settings,
            @Reference Registry registry,
            @Reference LookupLog lookups,
            @Reference SigningKeys keys,
            DnsConfiguration configuration) {
        try {
            server =
                    DnsServer.start(
                            DnsOptions.of(configuration, settings.home()),
                            settings,
                            registry,
                            lookups,
                            keys,
                            () -> Optional.ofNullable(wakes),
                            Clock.systemUTC());
        } catch (IllegalArgumentException | IllegalStateException e) {
            LOG.error("DNS can't start: {}", e.getMessage());
            throw e;
        }
        desk = server.desk();
        LOG.info("DNS answers for {} on {}", settings.zone(), server.addresses());
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            target = "(" + ServerEndpoint.NAME + "=" + ServerEndpoint.HTTPS + ")")
    void addHttps(ServerEndpoint entry, Map<String, Object> properties) {
        https = entry;
        String[] protocols =
                properties.get(ServerEndpoint.PROTOCOLS) instanceof String[] list
                        ? list
                        : new String[0];
        server.https(Optional.of(new HttpsEntry(entry.address().getPort(), List.of(protocols))));
    }

    /** Another may have come before. */
    void removeHttps(ServerEndpoint entry) {
        if (https == entry) {
            https = null;
            server.https(Optional.empty());
        }
    }

    @Override
    public InetSocketAddress address() {
        return server.addresses().get(0);
    }

    @Override
    public Report report() {
        return desk.report();
    }

    @Override
    public String roll(boolean now) {
        return desk.roll(now);
    }

    @Override
    public String retire(int tag, boolean now) {
        return desk.retire(tag, now);
    }

    @Deactivate
    void stop() {
        server.close();
    }
}
