/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import io.reveille.server.registry.ServerSettings;
import io.reveille.server.signal.MailRoute;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Publishes one mail route for each configuration. */
@Component(
        service = {},
        immediate = true,
        configurationPid = MailRouteConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = MailRouteConfiguration.class, factory = true)
public final class MailRouteComponent {
    private final PublishedRoute route;

    @Activate
    public MailRouteComponent(
            BundleContext context,
            @Reference ServerSettings server,
            MailRouteConfiguration configuration,
            Map<String, Object> properties) {
        MailRoute started =
                new MailRoute(MailRouteOptions.of(configuration, server.home(), server.zone()));
        route = new PublishedRoute(context, properties, started, started::close);
    }

    @Deactivate
    void stop() {
        route.close();
    }
}
