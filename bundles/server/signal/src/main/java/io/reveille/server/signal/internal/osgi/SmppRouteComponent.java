/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import io.reveille.server.registry.RouteBook;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.signal.RouteTraits;
import io.reveille.server.signal.SmppRoute;
import io.reveille.server.signal.SmppSettings;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Publishes one SMPP route for each configuration. */
@Component(
        service = {},
        immediate = true,
        configurationPid = SmppConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SmppConfiguration.class, factory = true)
public final class SmppRouteComponent {
    private final PublishedRoute route;

    @Activate
    public SmppRouteComponent(
            BundleContext context,
            @Reference ServerSettings server,
            @Reference RouteBook book,
            SmppConfiguration configuration,
            Map<String, Object> properties) {
        SmppSettings settings = SmppOptions.of(configuration, server.home());
        RouteTraits traits = SmppOptions.traits(configuration, SmppRoute.usualName(settings));
        route =
                new PublishedRoute(
                        context,
                        properties,
                        SmppRoute.start(
                                settings, traits, PublishedRoute.mangles(book, traits.name())));
    }

    @Deactivate
    void stop() {
        route.close();
    }
}
