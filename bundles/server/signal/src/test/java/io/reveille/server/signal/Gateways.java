/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import io.reveille.crypto.Octets;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the tests send to, and with which password. */
final class Gateways {
    static final String NUMBER = "4915112345678";
    static final Gateway GATEWAY = gateway(Optional.of("+" + NUMBER));
    static final Octets SEALED = Octets.of(new byte[] {(byte) 0xD1, 1, 2, 3});

    private Gateways() {}

    static Gateway gateway(Optional<String> msisdn) {
        return gateway("gw7", msisdn);
    }

    static Gateway gateway(String id, Optional<String> msisdn) {
        return new Gateway(
                id,
                GatewayStatus.ACTIVE,
                msisdn,
                1,
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty(),
                List.of());
    }

    static Path password(Path directory, String password) throws IOException {
        Path file = directory.resolve("smpp.password");
        Files.writeString(file, password + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    /** Settings with defaults and short pauses. */
    static SmppSettings settings(String host, int port, Path passwordFile) {
        SmppSettings defaults = SmppSettings.of(host, port, Smsc.SYSTEM_ID, passwordFile);
        return new SmppSettings(
                host,
                port,
                false,
                defaults.systemId(),
                passwordFile,
                "",
                defaults.source(),
                defaults.receipts(),
                defaults.ports(),
                defaults.window(),
                defaults.binds(),
                defaults.trust(),
                defaults.enquireLink(),
                Duration.ofSeconds(2),
                Duration.ofMillis(50),
                Duration.ofMillis(200));
    }
}
