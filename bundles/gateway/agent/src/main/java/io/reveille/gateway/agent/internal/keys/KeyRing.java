/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.keys;

import io.reveille.crypto.KeyPlace;
import io.reveille.crypto.TlsIdentity;
import io.reveille.gateway.agent.FleetMembership;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.gateway.agent.internal.identity.IdentityFiles;
import io.reveille.gateway.agent.internal.identity.KeyVault;
import io.reveille.protocol.GatewayState;
import io.reveille.protocol.OpeningKeys;
import io.reveille.protocol.TrustedClock;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The keys of a gateway as they are now. A change is on the disk before it counts, as a whole, so
 * that a crash at any point leaves those before or those after it.
 */
public final class KeyRing {
    private final GatewayIdentity identity;
    private final KeyRingFiles files;
    private volatile HeldKeys held;
    private volatile OpeningKeys opening;

    private KeyRing(GatewayIdentity identity, KeyRingFiles files, HeldKeys held) {
        this.identity = identity;
        this.files = files;
        this.held = held;
        this.opening = held.opening(identity);
    }

    /**
     * The keys in a home.
     *
     * @throws IOException when they are damaged or cannot be read; the message says what to do
     */
    public static KeyRing open(Path home, GatewayIdentity identity) throws IOException {
        KeyRingFiles files = new KeyRingFiles(home, identity);
        return new KeyRing(identity, files, files.load().orElseGet(() -> HeldKeys.of(identity)));
    }

    /** What there is now. */
    public HeldKeys now() {
        return held;
    }

    /** By what requests open now. */
    public OpeningKeys opening() {
        return opening;
    }

    /** Whom the gateway belongs to. */
    public FleetMembership fleet() {
        return identity.fleet();
    }

    /** Which gateway this is. */
    public String gatewayId() {
        return identity.gatewayId();
    }

    /**
     * Changes what there is.
     *
     * @throws IOException when it cannot be kept; then nothing has changed
     */
    public synchronized HeldKeys change(UnaryOperator<HeldKeys> by) throws IOException {
        HeldKeys changed = by.apply(held);
        if (!changed.equals(held)) {
            files.store(changed);
            opening = changed.opening(identity);
            held = changed;
        }
        return changed;
    }

    /** A fresh TLS key, kept already. */
    KeyPair newTlsKey() throws IOException {
        return files.vault().newTlsKey();
    }

    /** Keeps a certificate with its key. */
    void certified(TlsIdentity identity) throws IOException {
        files.vault().store(identity);
        change(keys -> keys.with(identity));
    }

    /**
     * Has the gateway's TLS keys kept elsewhere from now on.
     *
     * @throws IOException when they can't be moved there; the message says what to do
     */
    public static void move(Path home, KeyPlace to) throws IOException {
        Set<String> names = new TreeSet<>();
        Optional<String> enrolled = IdentityFiles.in(home).tlsName();
        if (enrolled.isPresent()) {
            names.add(enrolled.get());
            names.addAll(KeyRingFiles.tlsNames(home));
        }
        KeyVault.in(home).move(to, names);
    }

    /** A request that was sealed to this generation has been accepted. */
    public void used(int generation, TrustedClock clock) throws IOException {
        if (held.sealing().all().size() > 1) {
            change(keys -> keys.with(keys.sealing().used(generation, clock.now())));
        }
    }

    /** Whether the fleet has shut out the user of that name. */
    public boolean isRevoked(String user) {
        return held.list().filter(signed -> signed.list().isRevokedUser(user)).isPresent();
    }

    /** The name to look for at the proxy: another one after each failed round. */
    public String serverName(int round) {
        List<String> names = held.serverNames(identity.fleet());
        return names.get(Math.floorMod(round, names.size()));
    }

    /** What the proxy is told of it. */
    public GatewayState state(TrustedClock clock) {
        HeldKeys now = held;
        Instant end = now.tls().certificate().getNotAfter().toInstant();
        return new GatewayState(
                now.listVersion(),
                now.sealing().current().number(),
                now.preShared().isEmpty() ? 0 : now.preShared().get(0).epoch(),
                clock.now()
                        .map(
                                at ->
                                        OptionalInt.of(
                                                (int)
                                                        Math.max(
                                                                0,
                                                                Math.min(
                                                                        99_999,
                                                                        Duration.between(at, end)
                                                                                .toDays()))))
                        .orElse(OptionalInt.empty()));
    }
}
