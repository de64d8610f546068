/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import io.reveille.server.registry.RouteBook;
import io.reveille.server.registry.SignalRoute;
import io.reveille.server.signal.SmsRoute;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** A route as a service, with the ranking that its configuration has. */
final class PublishedRoute implements AutoCloseable {
    private final Runnable closing;
    private final ServiceRegistration<SignalRoute> registration;

    PublishedRoute(BundleContext context, Map<String, Object> configuration, SmsRoute route) {
        this(context, configuration, route, route::close);
    }

    PublishedRoute(
            BundleContext context,
            Map<String, Object> configuration,
            SignalRoute route,
            Runnable closing) {
        this.closing = closing;
        Map<String, Object> properties = new HashMap<>();
        Optional.ofNullable(configuration.get(Constants.SERVICE_RANKING))
                .ifPresent(value -> properties.put(Constants.SERVICE_RANKING, ranking(value)));
        properties.put("reveille.route", route.name());
        registration =
                context.registerService(
                        SignalRoute.class, route, FrameworkUtil.asDictionary(properties));
    }

    /** Whether the last test of the route found that octets do not arrive intact. */
    static BooleanSupplier mangles(RouteBook book, String route) {
        return () -> book.finding(route).filter(finding -> !finding.binary()).isPresent();
    }

    private static Integer ranking(Object value) {
        try {
            return Integer.valueOf(value.toString().strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "service.ranking '" + value + "' is not a whole number", e);
        }
    }

    @Override
    public void close() {
        registration.unregister();
        closing.run();
    }
}
