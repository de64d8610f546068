/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt;

import java.io.IOException;
import javax.net.ssl.SSLContext;

/**
 * Whom a client trusts and what it shows of itself in TLS. Asked at every attempt to connect, so
 * that renewed certificates are used without a restart. {@link TlsContexts} makes contexts.
 */
@FunctionalInterface
public interface MqttTls {
    /**
     * The context for the next connection.
     *
     * @throws IOException when keys or certificates cannot be read; the message says which and what
     *     to do
     */
    SSLContext context() throws IOException;
}
