/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import io.reveille.crypto.TlsIdentity;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.mqtt.MqttTls;
import io.reveille.mqtt.TlsContexts;
import io.reveille.mqtt.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * What the configuration names, read anew for every connection: files, or what the gateway has from
 * its fleet.
 *
 * @param authority a file, {@code fleet}, or nothing
 * @param certificate a file, {@code gateway}, or nothing
 * @param key a file, or nothing
 * @param gateway the gateway's own
 */
record MqttKeys(String authority, String certificate, String key, Identity gateway)
        implements MqttTls {
    private static final String FLEET = "fleet";
    private static final String GATEWAY = "gateway";

    /** Finds the gateway's identity. */
    @FunctionalInterface
    interface Identity {
        GatewayIdentity load() throws IOException;
    }

    MqttKeys {
        boolean ofFile = !certificate.isEmpty() && !certificate.equals(GATEWAY);
        if (ofFile == key.isEmpty()) {
            throw new IllegalArgumentException(
                    ofFile
                            ? "client.key: name the file with the key of " + certificate
                            : "client.key: name the file of its certificate in client.certificate");
        }
    }

    @Override
    public SSLContext context() throws IOException {
        return TlsContexts.of(authorities(), identity());
    }

    private List<X509Certificate> authorities() throws IOException {
        if (authority.equals(FLEET)) {
            return List.of(gateway.load().fleet().fleetCa());
        }
        return authority.isEmpty() ? List.of() : TlsFiles.certificates(Path.of(authority));
    }

    private Optional<TlsIdentity> identity() throws IOException {
        if (certificate.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                certificate.equals(GATEWAY)
                        ? gateway.load().tls()
                        : TlsFiles.identity(Path.of(key), Path.of(certificate)));
    }
}
