/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import io.reveille.gateway.modem.ModemSettings;
import io.reveille.gateway.modem.SerialAddress;
import io.reveille.gateway.modem.SimPin;
import io.reveille.server.registry.RouteBook;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.signal.ModemRoute;
import io.reveille.server.signal.RouteTraits;
import io.reveille.server.signal.internal.secret.PasswordFile;
import io.reveille.sms.ApplicationPorts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Publishes one modem route for each configuration. */
@Component(
        service = {},
        immediate = true,
        configurationPid = ModemConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ModemConfiguration.class, factory = true)
public final class ModemRouteComponent {
    private static final int LONGEST_PIN = 8;

    private final PublishedRoute route;

    @Activate
    public ModemRouteComponent(
            BundleContext context,
            @Reference ServerSettings server,
            @Reference RouteBook book,
            ModemConfiguration c,
            Map<String, Object> properties)
            throws IOException {
        try {
            SerialAddress address = SerialAddress.parse(c.modem().strip());
            RouteTraits traits =
                    RouteTraits.parse(
                            c.name(), "modem " + address.text(), c.form(), c.cost(), c.rate());
            route =
                    new PublishedRoute(
                            context,
                            properties,
                            ModemRoute.start(
                                    address.connector(),
                                    settings(c, server.home()),
                                    c.reports(),
                                    ApplicationPorts.of(c.application_port(), c.application_port()),
                                    traits,
                                    PublishedRoute.mangles(book, traits.name())));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(ModemConfiguration.PID + ": " + e.getMessage(), e);
        }
    }

    private static ModemSettings settings(ModemConfiguration c, Path home) throws IOException {
        ModemSettings defaults = ModemSettings.defaults();
        return c.pin_file().isBlank()
                ? defaults
                : defaults.withPin(
                        SimPin.of(
                                PasswordFile.read(
                                        home.resolve(c.pin_file().strip()), LONGEST_PIN)));
    }

    @Deactivate
    void stop() {
        route.close();
    }
}
