/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.keys;

import io.reveille.crypto.Octets;
import io.reveille.crypto.Secret;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.gateway.agent.internal.keys.SealingGenerations.Generation;
import io.reveille.protocol.PreSharedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process that renews keys without end, as fast as it can, and says what a server would believe
 * from then on.
 */
final class KeyRingProcess {
    private final Process process;
    private final Path said;

    KeyRingProcess(Path home, Path said) throws IOException {
        this.said = said;
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                KeyRingProcess.class.getName(),
                                home.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .redirectOutput(said.toFile())
                        .start();
    }

    /** What it has said so far. */
    List<String> lines() throws IOException {
        return Files.readAllLines(said, StandardCharsets.US_ASCII);
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        KeyRing ring = KeyRing.open(home, GatewayIdentity.load(home).orElseThrow());
        Renewal renewal = new Renewal(ring);
        while (true) {
            Generation next = renewal.nextSealingKey().next().orElseThrow();
            System.out.println("sealing " + next.number() + " " + next.pair().publicKey().base64());
            renewal.sealedTo(next.number());
            int epoch = ring.state(Optional::empty).psk() % 255 + 1;
            Secret key = Secret.random(32);
            renewal.preShared(new PreSharedKey(epoch, key));
            System.out.println("psk " + epoch + " " + Octets.of(key.copy()).base64());
            renewal.certificateRequest();
        }
    }
}
