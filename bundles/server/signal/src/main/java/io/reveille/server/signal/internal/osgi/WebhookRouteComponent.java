/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import io.reveille.server.registry.RouteBook;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.signal.ReceiptEndpoint;
import io.reveille.server.signal.RouteTraits;
import io.reveille.server.signal.WebhookRoute;
import io.reveille.server.signal.WebhookSettings;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/** Publishes one webhook route for each configuration. */
@Component(
        service = {},
        immediate = true,
        configurationPid = WebhookConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = WebhookConfiguration.class, factory = true)
public final class WebhookRouteComponent {
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable ReceiptsComponent receipts;

    private final PublishedRoute route;

    @Activate
    public WebhookRouteComponent(
            BundleContext context,
            @Reference ServerSettings server,
            @Reference RouteBook book,
            WebhookConfiguration configuration,
            Map<String, Object> properties)
            throws IOException {
        WebhookSettings settings = HttpOptions.of(configuration, server.home());
        RouteTraits traits = HttpOptions.traits(configuration, WebhookRoute.usualName(settings));
        route =
                new PublishedRoute(
                        context,
                        properties,
                        WebhookRoute.open(
                                settings,
                                traits,
                                PublishedRoute.mangles(book, traits.name()),
                                this::receipts));
    }

    private Optional<ReceiptEndpoint> receipts() {
        return Optional.ofNullable(receipts).map(ReceiptsComponent::endpoint);
    }

    @Deactivate
    void stop() {
        route.close();
    }
}
