/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.Certificates;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.TlsIdentity;
import io.reveille.tests.mqtt.Mosquitto;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * mosquitto as in the how-to: TLS with client certificates, each gateway's from its fleet, that of
 * the server and the broker from an authority of their own; each may use its own topics alone.
 */
final class Broker implements AutoCloseable {
    private static final Duration DAY = Duration.ofDays(1);

    private final Path folder;
    private final Mosquitto mosquitto;

    private Broker(Path folder, Mosquitto mosquitto) {
        this.folder = folder;
        this.mosquitto = mosquitto;
    }

    static Broker start(Path folder, X509Certificate fleetCa) throws Exception {
        FleetCa authority = FleetCa.create("brokers", Instant.now());
        Files.writeString(
                folder.resolve("ca.pem"), Certificates.pem(List.of(authority.certificate())));
        Files.writeString(
                folder.resolve("clients.pem"),
                Certificates.pem(List.of(authority.certificate(), fleetCa)));
        authority
                .issueServer(
                        List.of("localhost"),
                        List.of(InetAddress.getLoopbackAddress()),
                        Instant.now(),
                        DAY)
                .store(folder.resolve("broker.key"), folder.resolve("broker.pem"));
        server(authority).store(folder.resolve("server.key"), folder.resolve("server.pem"));
        Files.writeString(
                folder.resolve("acl"),
                """
                user server
                topic write reveille/v1/+/request
                topic read reveille/v1/+/presence
                pattern read reveille/v1/%u/request
                pattern write reveille/v1/%u/presence
                """);
        return new Broker(
                folder,
                Mosquitto.start(
                        folder,
                        List.of(
                                "cafile " + folder.resolve("clients.pem"),
                                "certfile " + folder.resolve("broker.pem"),
                                "keyfile " + folder.resolve("broker.key"),
                                "require_certificate true",
                                "use_identity_as_username true",
                                "acl_file " + folder.resolve("acl"))));
    }

    private static TlsIdentity server(FleetCa authority) throws Exception {
        KeyPair keys = CertificateSigning.newKeyPair();
        return new TlsIdentity(
                keys.getPrivate(),
                List.of(
                        authority.issueGateway(
                                CertificateSigning.parse(
                                        CertificateSigning.requestPem(keys, "server")),
                                "server",
                                Instant.now(),
                                DAY),
                        authority.certificate()));
    }

    /** The server's file for a route by this broker. */
    List<String> serverSettings() {
        return List.of(
                "host=localhost",
                "port=" + mosquitto.port(),
                "ca.file=" + folder.resolve("ca.pem"),
                "client.certificate=" + folder.resolve("server.pem"),
                "client.key=" + folder.resolve("server.key"));
    }

    /** The gateway's file for a channel by this broker. */
    List<String> gatewaySettings() {
        return List.of(
                "host=localhost",
                "port=" + mosquitto.port(),
                "ca.file=" + folder.resolve("ca.pem"),
                "client.certificate=gateway");
    }

    /** What it said. */
    String lastLines() throws IOException {
        return "--- broker\n" + mosquitto.log();
    }

    @Override
    public void close() {
        mosquitto.close();
    }
}
