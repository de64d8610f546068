/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import io.reveille.crypto.Octets;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.Money;
import io.reveille.server.registry.RouteHealth;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.SignalRate;
import io.reveille.server.registry.SignalRoute;
import io.reveille.server.signal.MailRoute;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Publishes one mail route for each configuration. */
@Component(
        service = SignalRoute.class,
        immediate = true,
        configurationPid = MailRouteConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = MailRouteConfiguration.class, factory = true)
public final class MailRouteComponent implements SignalRoute {
    private final MailRoute route;

    @Activate
    public MailRouteComponent(
            @Reference ServerSettings server, MailRouteConfiguration configuration) {
        route = new MailRoute(MailRouteOptions.of(configuration, server.home(), server.zone()));
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
    public RouteHealth health() {
        return route.health();
    }

    @Override
    public Optional<Money> cost() {
        return route.cost();
    }

    @Override
    public Optional<SignalRate> rate() {
        return route.rate();
    }
}
