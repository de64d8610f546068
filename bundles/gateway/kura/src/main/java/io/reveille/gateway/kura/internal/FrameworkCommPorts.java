/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import io.reveille.gateway.modem.CommConnector;
import io.reveille.gateway.modem.SerialConnection;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.io.ConnectionFactory;

/**
 * The framework's own serial ports (OSGi IO Connector Service). A component of its own, because its
 * types are not there in every framework: without them it is never asked for.
 */
@Component(service = CommPorts.class)
public final class FrameworkCommPorts implements CommPorts {
    private final ConnectionFactory factory;

    @Activate
    public FrameworkCommPorts(@Reference(target = "(io.scheme=comm)") ConnectionFactory factory) {
        this.factory = factory;
    }

    @Override
    public SerialConnection open(String address) throws IOException {
        return new CommConnector(address, factory).open();
    }
}
