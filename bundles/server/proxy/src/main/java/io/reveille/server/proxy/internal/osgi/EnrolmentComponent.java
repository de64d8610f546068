/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.osgi;

import io.reveille.server.proxy.internal.enrolment.EnrolmentServer;
import io.reveille.server.proxy.internal.enrolment.EnrolmentSettings;
import io.reveille.server.registry.Enrolments;
import io.reveille.server.registry.FleetKeys;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.ServerEndpoint;
import java.net.InetSocketAddress;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the enrolment endpoint; shares the configuration of the public proxy. */
@Component(
        immediate = true,
        configurationPid = "io.reveille.server.proxy",
        property = ServerEndpoint.NAME + "=" + ServerEndpoint.ENROLMENT)
public final class EnrolmentComponent implements ServerEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(EnrolmentComponent.class);

    private final EnrolmentServer server;

    /** The part of the proxy's configuration that this component reads. */
    @interface Configuration {
        String listen() default "";

        int enrolment_port() default 4434;
    }

    @Activate
    public EnrolmentComponent(
            @Reference FleetKeys keys,
            @Reference Enrolments enrolments,
            Configuration configuration) {
        try {
            server = EnrolmentServer.start(settings(configuration), keys, enrolments);
        } catch (IllegalArgumentException | IllegalStateException e) {
            LOG.error("enrolment can't start: {}", e.getMessage());
            throw e;
        }
        LOG.info("gateways enrol on {}", server.address());
    }

    @Override
    public InetSocketAddress address() {
        return server.address();
    }

    @Deactivate
    void stop() {
        server.close();
    }

    private static EnrolmentSettings settings(Configuration configuration) {
        try {
            String listen = configuration.listen();
            int port = configuration.enrolment_port();
            return EnrolmentSettings.at(
                    listen.isBlank()
                            ? new InetSocketAddress(port)
                            : new InetSocketAddress(IpLiterals.parse(listen), port));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "listen, enrolment.port in io.reveille.server.proxy.cfg: " + e.getMessage(), e);
        }
    }
}
