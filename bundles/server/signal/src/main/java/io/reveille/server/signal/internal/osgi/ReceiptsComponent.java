/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import io.reveille.server.registry.IpLiterals;
import io.reveille.server.signal.ReceiptEndpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for receipts, where it is configured to. */
@Component(
        service = ReceiptsComponent.class,
        immediate = true,
        configurationPid = ReceiptsConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ReceiptsConfiguration.class)
public final class ReceiptsComponent {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptsComponent.class);

    private final ReceiptEndpoint endpoint;

    @Activate
    public ReceiptsComponent(ReceiptsConfiguration configuration) throws IOException {
        try {
            endpoint =
                    ReceiptEndpoint.start(
                            new InetSocketAddress(
                                    IpLiterals.parse(configuration.listen()), configuration.port()),
                            configuration.public_url().strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    ReceiptsConfiguration.PID + ": " + e.getMessage(), e);
        }
        LOG.info("receipts are taken at {}", endpoint.address());
    }

    ReceiptEndpoint endpoint() {
        return endpoint;
    }

    @Deactivate
    void stop() {
        endpoint.close();
    }
}
