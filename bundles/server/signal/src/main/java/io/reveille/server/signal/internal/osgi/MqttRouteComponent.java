/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import io.reveille.crypto.Octets;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.RouteHealth;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.SignalNews;
import io.reveille.server.registry.SignalRoute;
import io.reveille.server.signal.MqttRoute;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Publishes one MQTT route for each configuration. */
@Component(
        service = SignalRoute.class,
        immediate = true,
        configurationPid = MqttConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = MqttConfiguration.class, factory = true)
public final class MqttRouteComponent implements SignalRoute {
    private final MqttRoute route;

    @Activate
    public MqttRouteComponent(@Reference ServerSettings server, MqttConfiguration configuration) {
        route = MqttRoute.start(MqttOptions.of(configuration, server.home()));
    }

    @Deactivate
    void stop() {
        route.close();
    }

    @Override
    public String name() {
        return route.name();
    }

    @Override
    public SignalChannel channel() {
        return route.channel();
    }

    @Override
    public boolean reaches(Gateway gateway) {
        return route.reaches(gateway);
    }

    @Override
    public CompletionStage<String> send(Gateway to, Octets sealed, Duration validity) {
        return route.send(to, sealed, validity);
    }

    @Override
    public CompletionStage<String> send(
            Gateway to, Octets sealed, Duration validity, Consumer<SignalNews> news) {
        return route.send(to, sealed, validity, news);
    }

    @Override
    public RouteHealth health() {
        return route.health();
    }
}
