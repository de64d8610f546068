/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.TlsIdentity;
import io.reveille.gateway.agent.FleetMembership;
import io.reveille.gateway.agent.GatewayIdentity;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are being renewed when SIGKILL comes. */
@Timeout(120)
class KeyRingKillTest {
    private static final int LIVES = 3;

    @TempDir Path home;

    @Test
    void whatever_a_server_can_believe_is_still_held_after_a_kill() throws Exception {
        GatewayIdentity identity = enrolled();
        Random random = new Random(20261123);
        for (int life = 0; life < LIVES; life++) {
            Map<String, String> believed = new HashMap<>();
            KeyRingProcess process = new KeyRingProcess(home, home.resolve("said-" + life));
            int enough = 1 + random.nextInt(60);
            await().atMost(Duration.ofSeconds(60)).until(() -> process.lines().size() >= enough);
            process.kill();
            process.lines().forEach(line -> believe(believed, line));

            HeldKeys held = KeyRing.open(home, identity).now();

            assertThat(held.sealing().all())
                    .as("life " + life)
                    .extracting(key -> key.number() + " " + key.pair().publicKey().base64())
                    .contains(believed.get("sealing"));
            if (believed.containsKey("psk")) {
                assertThat(held.preShared())
                        .extracting(key -> key.epoch() + " " + Octets.of(key.key().copy()).base64())
                        .contains(believed.get("psk"));
            }
        }
    }

    /** What was told last; a line that the kill cut short was told to no one. */
    private static void believe(Map<String, String> believed, String line) {
        String[] words = line.split(" ", -1);
        if (words.length == 3 && words[2].length() == 44) {
            believed.put(words[0], words[1] + " " + words[2]);
        }
    }

    private GatewayIdentity enrolled() throws Exception {
        FleetCa ca = FleetCa.create("fleet", Instant.now());
        KeyPair keys = CertificateSigning.newKeyPair();
        GatewayIdentity identity =
                new GatewayIdentity(
                        "meter-17",
                        1,
                        SealingKeyPair.generate(),
                        new TlsIdentity(
                                keys.getPrivate(),
                                List.of(
                                        ca.issueGateway(
                                                CertificateSigning.parse(
                                                        CertificateSigning.requestPem(
                                                                keys, "meter-17")),
                                                "meter-17",
                                                Instant.now(),
                                                Duration.ofDays(90)))),
                        new FleetMembership(
                                ca.certificate(),
                                "proxy.fleet.test",
                                "fleet.test",
                                Map.of(7, SealingKeyPair.generate().publicKey()),
                                List.of(InetAddress.getLoopbackAddress()),
                                Optional.empty()));
        identity.store(home);
        return identity;
    }
}
