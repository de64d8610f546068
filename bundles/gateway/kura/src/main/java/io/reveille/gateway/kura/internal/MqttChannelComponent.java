/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import io.reveille.gateway.signal.MqttSignalSource;
import io.reveille.gateway.signal.SignalListener;
import io.reveille.gateway.signal.SignalSource;
import io.reveille.gateway.signal.SignalSourceFactory;
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
    private final MqttConfiguration configuration;

    /**
     * Checks the configuration.
     *
     * @throws IllegalArgumentException when it cannot be used; the message names the key and says
     *     what to write
     */
    @Activate
    public MqttChannelComponent(BundleContext context, MqttOptions options) {
        configuration = MqttConfiguration.of(options, DefaultHome.of(context::getProperty));
    }

    @Override
    public SignalSource open(String gatewayId, SignalListener listener) {
        return new MqttSignalSource(
                configuration.settings(gatewayId), configuration.topics(), gatewayId, listener);
    }
}
