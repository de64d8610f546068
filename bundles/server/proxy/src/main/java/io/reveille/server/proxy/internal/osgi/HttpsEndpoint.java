/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.osgi;

import io.reveille.server.proxy.PublicProxy;
import io.reveille.server.registry.ServerEndpoint;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Tells other parts of the server, such as DNS, where clients have services by TLS. */
final class HttpsEndpoint {
    private static final String[] HTTP = {"h2", "http/1.1"};

    private HttpsEndpoint() {}

    /** Registers the entry if it listens. */
    static Optional<ServiceRegistration<ServerEndpoint>> register(
            BundleContext context, PublicProxy proxy, ProxyConfiguration configuration) {
        InetSocketAddress address = proxy.entries().get("sni");
        if (address == null) {
            return Optional.empty();
        }
        boolean ends = !configuration.sni_certificate().isBlank();
        return Optional.of(
                context.registerService(
                        ServerEndpoint.class,
                        () -> address,
                        FrameworkUtil.asDictionary(
                                Map.of(
                                        ServerEndpoint.NAME,
                                        ServerEndpoint.HTTPS,
                                        ServerEndpoint.PROTOCOLS,
                                        ends ? HTTP : new String[0]))));
    }
}
