/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.server.registry.EnrolmentClaim;
import io.reveille.server.registry.EnrolmentClaim.ClaimedService;
import io.reveille.server.registry.EnrolmentGrant;
import io.reveille.server.registry.EnrolmentOffer;
import io.reveille.server.registry.EnrolmentRefusedException;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.PortRange;
import io.reveille.server.registry.ServerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Registries and gateways for tests. */
final class Fleet {
    private Fleet() {}

    static ServerSettings settings(Path home) {
        return new ServerSettings(
                "fleet.test",
                "proxy.fleet.test",
                IpLiterals.parseList("203.0.113.7, 2001:db8::7"),
                new PortRange(20000, 20999),
                home);
    }

    static ServerRegistry open(Path home) {
        return open(settings(home), InstantSource.system());
    }

    static ServerRegistry open(ServerSettings settings, InstantSource clock) {
        return open(settings, KeySettings.DEFAULT, clock);
    }

    static ServerRegistry open(ServerSettings settings, KeySettings keys, InstantSource clock) {
        return ServerRegistry.open(
                settings,
                SessionRetention.DEFAULT,
                keys,
                () -> Optional.of(URI.create("https://203.0.113.7:4434/enrol")),
                clock);
    }

    static EnrolmentOffer offer(ServerRegistry server, String gatewayId) {
        return server.enrolments().offer(gatewayId, Optional.empty(), Duration.ofHours(1));
    }

    static EnrolmentClaim claim(String code, String... services) {
        return new EnrolmentClaim(
                code,
                SealingKeyPair.generate().publicKey(),
                CertificateSigning.requestPem(CertificateSigning.newKeyPair(), "any name"),
                services(services));
    }

    static EnrolmentGrant enrol(ServerRegistry server, String gatewayId, String... services) {
        try {
            return server.enrolments().redeem(claim(offer(server, gatewayId).code(), services));
        } catch (EnrolmentRefusedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<ClaimedService> services(String... names) {
        return Arrays.stream(names)
                .map(name -> new ClaimedService(name, 8000 + name.length()))
                .toList();
    }
}
