/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import io.reveille.server.registry.ServerSettings;
import io.reveille.server.signal.MqttRoute;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Publishes one MQTT route for each configuration. */
@Component(
        service = {},
        immediate = true,
        configurationPid = MqttConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = MqttConfiguration.class, factory = true)
public final class MqttRouteComponent {
    private final PublishedRoute route;

    @Activate
    public MqttRouteComponent(
            BundleContext context,
            @Reference ServerSettings server,
            MqttConfiguration configuration,
            Map<String, Object> properties) {
        MqttRoute started = MqttRoute.start(MqttOptions.of(configuration, server.home()));
        route = new PublishedRoute(context, properties, started, started::close);
    }

    @Deactivate
    void stop() {
        route.close();
    }
}
