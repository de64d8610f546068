/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import io.reveille.gateway.signal.MailSettings;
import io.reveille.gateway.signal.MailSignalSource;
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

/**
 * A mailbox for each configuration, which every gateway of the framework reads, or the one that
 * {@code gateway.home} names.
 */
@Component(
        name = MailOptions.PID,
        service = SignalSourceFactory.class,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = MailOptions.class, factory = true)
public final class MailChannelComponent implements SignalSourceFactory {
    private final Supplier<MailSettings> settings;

    /** What is wrong with the configuration is told by the channel's health. */
    @Activate
    public MailChannelComponent(BundleContext context, MailOptions options) {
        this(options, DefaultHome.of(context::getProperty));
    }

    MailChannelComponent(MailOptions options, Optional<Path> home) {
        settings = () -> MailConfiguration.of(options, home);
    }

    @Override
    public SignalSource open(String gatewayId, SignalListener listener) {
        try {
            return new MailSignalSource(settings.get(), gatewayId, listener);
        } catch (IllegalArgumentException e) {
            return UnusableChannel.of(SignalChannel.EMAIL, e);
        }
    }
}
