/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import io.reveille.gateway.signal.MqttSignalSource;
import io.reveille.gateway.signal.SignalListener;
import io.reveille.gateway.signal.SignalSource;
import io.reveille.gateway.signal.SignalSourceFactory;
import io.reveille.protocol.SignalChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** A broker for each configuration, from which gateways get access requests. */
@Component(
        name = MqttOptions.PID,
        service = SignalSourceFactory.class,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = MqttOptions.class, factory = true)
public final class MqttChannelComponent implements SignalSourceFactory {
    private final Supplier<MqttConfiguration> configuration;

    /** What is wrong with the configuration is told by the channel's health. */
    @Activate
    public MqttChannelComponent(BundleContext context, MqttOptions options) {
        this(options, DefaultHome.of(context::getProperty));
    }

    MqttChannelComponent(MqttOptions options, Optional<Path> home) {
        configuration = () -> MqttConfiguration.of(options, home);
    }

    @Override
    public SignalSource open(String gatewayId, SignalListener listener) {
        try {
            MqttConfiguration usable = configuration.get();
            return new MqttSignalSource(
                    usable.settings(gatewayId), usable.topics(), gatewayId, listener);
        } catch (IllegalArgumentException e) {
            return UnusableChannel.of(SignalChannel.MQTT, e);
        }
    }
}
