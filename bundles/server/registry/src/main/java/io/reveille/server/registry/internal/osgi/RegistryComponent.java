/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.osgi;

import io.reveille.server.registry.AddressGrants;
import io.reveille.server.registry.ApiTokens;
import io.reveille.server.registry.ClientAccess;
import io.reveille.server.registry.Enrolments;
import io.reveille.server.registry.FleetKeys;
import io.reveille.server.registry.KeyLife;
import io.reveille.server.registry.KeyOffice;
import io.reveille.server.registry.LookupLog;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.RouteBook;
import io.reveille.server.registry.ServerEndpoint;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.Sessions;
import io.reveille.server.registry.SignalLedger;
import io.reveille.server.registry.SigningKeys;
import io.reveille.server.registry.Users;
import io.reveille.server.registry.internal.EnrolmentUrl;
import io.reveille.server.registry.internal.ServerRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the registry and publishes its services. */
@Component(
        immediate = true,
        service = {},
        configurationPid = RegistryConfiguration.PID)
@Designate(ocd = RegistryConfiguration.class)
public final class RegistryComponent {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryComponent.class);

    private final ServerSettings settings;
    private final ServerRegistry registry;
    private final List<ServiceRegistration<?>> services = new ArrayList<>();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            target = "(" + ServerEndpoint.NAME + "=" + ServerEndpoint.ENROLMENT + ")")
    private volatile @Nullable ServerEndpoint enrolment;

    @Activate
    public RegistryComponent(BundleContext context, RegistryConfiguration configuration) {
        try {
            RegistryOptions options =
                    RegistryOptions.of(configuration, context.getProperty("reveille.home"));
            settings = options.settings();
            registry =
                    ServerRegistry.open(
                            settings,
                            options.retention(),
                            options.keys(),
                            options.identities(),
                            this::enrolmentUrl,
                            Clock.systemUTC());
        } catch (IllegalArgumentException | IllegalStateException e) {
            LOG.error("the server can't start: {}", e.getMessage());
            throw e;
        }
        publish(context, ServerSettings.class, settings);
        publish(context, Registry.class, registry.registry());
        publish(context, FleetKeys.class, registry.keys());
        publish(context, LookupLog.class, registry.lookups());
        publish(context, Sessions.class, registry.sessions());
        publish(context, Enrolments.class, registry.enrolments());
        publish(context, KeyLife.class, registry.keyLife());
        publish(context, KeyOffice.class, registry.keyOffice());
        publish(context, RouteBook.class, registry.routes());
        publish(context, Users.class, registry.users());
        publish(context, ApiTokens.class, registry.tokens());
        publish(context, AddressGrants.class, registry.grants());
        publish(context, ClientAccess.class, registry.access());
        publish(context, SignalLedger.class, registry.signals());
        publish(context, SigningKeys.class, registry.signingKeys());
    }

    @Deactivate
    void stop() {
        services.forEach(ServiceRegistration::unregister);
        registry.close();
    }

    private <T> void publish(BundleContext context, Class<T> type, T service) {
        services.add(context.registerService(type, service, null));
    }

    private Optional<URI> enrolmentUrl() {
        return Optional.ofNullable(enrolment)
                .map(endpoint -> EnrolmentUrl.of(settings, endpoint.address().getPort()));
    }
}
