/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.tunnel;

import io.reveille.crypto.FleetCa;
import io.reveille.crypto.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Two stunnels, one with TLS towards the other. It dials the service's side, so it could not do the
 * work behind a carrier's firewall.
 */
final class StunnelRelay implements Contender {
    private static final String COMMON =
            """
            foreground = yes
            pid =
            syslog = no
            debug = warning
            socket = l:TCP_NODELAY=1
            socket = r:TCP_NODELAY=1
            sslVersion = TLSv1.3
            [tunnel]
            """;

    private final Daemon near;
    private final Daemon far;
    private final int port;

    private StunnelRelay(Daemon near, Daemon far, int port) {
        this.near = near;
        this.far = far;
        this.port = port;
    }

    static StunnelRelay start(Path directory, int servicePort) throws IOException {
        Path home = Files.createDirectory(directory.resolve("stunnel"));
        TlsIdentity identity =
                FleetCa.create("bench", Instant.now())
                        .issueServer(
                                List.of("localhost"),
                                List.of(InetAddress.getLoopbackAddress()),
                                Instant.now(),
                                Duration.ofDays(1));
        identity.store(home.resolve("key.pem"), home.resolve("chain.pem"));
        int tls = Ports.unused();
        Daemon far =
                run(
                        directory,
                        "stunnel far",
                        "accept = 127.0.0.1:" + tls,
                        "connect = 127.0.0.1:" + servicePort,
                        "cert = " + home.resolve("chain.pem"),
                        "key = " + home.resolve("key.pem"),
                        "ciphersuites = TLS_AES_128_GCM_SHA256");
        far.await("the far stunnel", () -> Ports.open(tls));
        int entry = Ports.unused();
        Daemon near =
                run(
                        directory,
                        "stunnel near",
                        "client = yes",
                        "accept = 127.0.0.1:" + entry,
                        "connect = 127.0.0.1:" + tls,
                        "ciphersuites = TLS_AES_128_GCM_SHA256");
        near.await("the near stunnel", () -> Ports.open(entry));
        return new StunnelRelay(near, far, entry);
    }

    private static Daemon run(Path directory, String name, String... service) throws IOException {
        Path configuration =
                Files.writeString(
                        directory.resolve(name.replace(' ', '-') + ".conf"),
                        COMMON + String.join("\n", service) + "\n");
        return Daemon.start(name, directory, List.of("stunnel4", configuration.toString()));
    }

    @Override
    public String name() {
        return "stunnel";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public List<Daemon> processes() {
        return List.of(near, far);
    }

    @Override
    public void close() {
        near.close();
        far.close();
    }
}
