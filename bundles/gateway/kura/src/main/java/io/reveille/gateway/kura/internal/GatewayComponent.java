/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import io.reveille.gateway.kura.Gateway;
import io.reveille.gateway.kura.GatewayReport;
import io.reveille.gateway.kura.GatewayReport.State;
import io.reveille.gateway.signal.SignalSourceFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway for each configuration. A configuration that cannot be used is reported; the last one
 * that could be used stays in force.
 */
@Component(
        name = GatewayOptions.PID,
        service = Gateway.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = {"osgi.command.scope=reveille", "osgi.command.function=report"})
@Designate(ocd = GatewayOptions.class, factory = true)
public final class GatewayComponent implements Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayComponent.class);

    private final Optional<Path> home;
    private final Channels channels = new Channels();
    private Optional<GatewayRunner> runner = Optional.empty();
    private String problem = "";

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable CommPorts commPorts;

    @Activate
    public GatewayComponent(BundleContext context, GatewayOptions options) {
        home = DefaultHome.of(context::getProperty);
        modified(options);
    }

    /** A channel beside the modem's; they come and go. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addChannel(SignalSourceFactory channel, Map<String, ?> properties) {
        channels.add(channel, properties);
    }

    void removeChannel(SignalSourceFactory channel) {
        channels.remove(channel);
    }

    @Modified
    synchronized void modified(GatewayOptions options) {
        try {
            apply(GatewayConfiguration.of(options, home));
        } catch (IllegalArgumentException e) {
            LOG.error("The configuration of the gateway cannot be used. {}", e.getMessage());
            problem = String.valueOf(e.getMessage());
        }
    }

    private void apply(GatewayConfiguration configuration) {
        problem = "";
        if (runner.filter(r -> r.configuration().equals(configuration)).isEmpty()) {
            runner.ifPresent(GatewayRunner::close);
            GatewayRunner next =
                    new GatewayRunner(
                            configuration,
                            () -> Optional.ofNullable(commPorts),
                            channels,
                            Pauses.usual());
            runner = Optional.of(next);
            next.start();
        }
    }

    @Deactivate
    synchronized void stop() {
        runner.ifPresent(GatewayRunner::close);
    }

    @Override
    public synchronized GatewayReport report() {
        GatewayReport now =
                runner.map(GatewayRunner::report)
                        .orElseGet(() -> GatewayReport.of(State.MISCONFIGURED, problem));
        return problem.isEmpty() || runner.isEmpty()
                ? now
                : new GatewayReport(
                        now.state(),
                        "the last change of the configuration is not in force. " + problem,
                        now.gatewayId(),
                        now.modem(),
                        now.modemStatus(),
                        now.channels(),
                        now.proxy());
    }
}
