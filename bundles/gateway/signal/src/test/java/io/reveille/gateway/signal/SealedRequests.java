/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.Secret;
import io.reveille.protocol.AccessPolicy;
import io.reveille.protocol.AccessRequest;
import io.reveille.protocol.AccessRequestSealer;
import io.reveille.protocol.AccessValidator;
import io.reveille.protocol.FileReplayStore;
import io.reveille.protocol.GatewayKey;
import io.reveille.protocol.OpeningKeys;
import io.reveille.protocol.ProxyAddress;
import io.reveille.protocol.RateLimit;
import io.reveille.protocol.Recipient;
import io.reveille.protocol.SenderKey;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.Suite;
import io.reveille.protocol.TunnelProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** A fleet that seals access requests, and how its gateway judges what comes in. */
final class SealedRequests {
    static final String GATEWAY = "pump-17";
    static final Duration VALIDITY = Duration.ofSeconds(90);

    private static final SenderKey SENDER = new SenderKey(7, SealingKeyPair.generate());
    private static final SealingKeyPair GATEWAYS_OWN = SealingKeyPair.generate();
    private static final SealingKeyPair FORGERS_OWN = SealingKeyPair.generate();

    /** What the gateway's clock shows, as a test moves it. */
    final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-01T12:00:00Z"));

    /** A request to the gateway, issued now. */
    Octets seal(SignalChannel channel, Recipient recipient, long counter) {
        return seal(SENDER, channel, recipient, counter);
    }

    /** What somebody makes who knows everything but the fleet's private key. */
    Octets forge(SignalChannel channel, Recipient recipient, long counter) {
        return seal(new SenderKey(SENDER.id(), FORGERS_OWN), channel, recipient, counter);
    }

    private Octets seal(SenderKey sender, SignalChannel channel, Recipient to, long counter) {
        AccessRequest request =
                new AccessRequest(
                        TunnelProtocol.TLS,
                        now.get(),
                        VALIDITY,
                        counter,
                        22,
                        to,
                        ProxyAddress.of(InetAddress.getLoopbackAddress(), 4433),
                        Secret.random(AccessRequest.KEY_LENGTH),
                        Optional.empty());
        return AccessRequestSealer.seal(
                        request,
                        sender,
                        new GatewayKey(GATEWAY, 1, GATEWAYS_OWN.publicKey(), Optional.empty()),
                        Suite.AUTH_CHACHA20_POLY1305,
                        channel)
                .octets();
    }

    /** The gateway's judgement, with a replay state of its own in the directory. */
    AccessValidator validator(Path directory, Recipient recipient, RateLimit rate)
            throws IOException {
        Path replays = directory.resolve("replay");
        FileReplayStore.create(replays);
        OpeningKeys keys =
                OpeningKeys.of(
                        GATEWAY,
                        Map.of(SENDER.id(), SENDER.pair().publicKey()),
                        Map.of(1, GATEWAYS_OWN),
                        List.of());
        return new AccessValidator(
                () -> keys,
                channel -> List.of(recipient),
                rate,
                FileReplayStore.open(replays),
                () -> Optional.of(now.get()),
                new AccessPolicy(
                        EnumSet.allOf(Suite.class),
                        Set.of(TunnelProtocol.TLS),
                        InetAddress::isLoopbackAddress,
                        port -> port == 22,
                        Duration.ZERO));
    }
}
