/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.keys;

import io.reveille.crypto.SealingPublicKey;
import io.reveille.crypto.TlsIdentity;
import io.reveille.gateway.agent.FleetMembership;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.protocol.KeyList;
import io.reveille.protocol.OpeningKeys;
import io.reveille.protocol.PreSharedKey;
import io.reveille.protocol.SignedKeyList;
import io.reveille.protocol.Suite;
import java.net.InetAddress;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that a gateway has by way of keys at one time, immutable.
 *
 * @param list the newest key list; none where the gateway enrolled before there were lists
 * @param sealing its own sealing keys
 * @param preShared the newest first, at most two
 * @param tls what it shows of itself
 * @param requested the TLS key that waits for its certificate
 */
public record HeldKeys(
        Optional<SignedKeyList> list,
        SealingGenerations sealing,
        List<PreSharedKey> preShared,
        TlsIdentity tls,
        Optional<KeyPair> requested) {

    private static final int KEPT_EPOCHS = 2;

    public HeldKeys {
        preShared = List.copyOf(preShared);
    }

    /** As enrolment gave them. */
    static HeldKeys of(GatewayIdentity identity) {
        return new HeldKeys(
                identity.fleet().keyList(),
                SealingGenerations.first(identity.generation(), identity.sealingKeys()),
                List.of(),
                identity.tls(),
                Optional.empty());
    }

    HeldKeys with(SignedKeyList newer) {
        return new HeldKeys(Optional.of(newer), sealing, preShared, tls, requested);
    }

    HeldKeys with(SealingGenerations generations) {
        return generations.equals(sealing)
                ? this
                : new HeldKeys(list, generations, preShared, tls, requested);
    }

    /** With a shared key; that of the same epoch gives way. */
    HeldKeys with(PreSharedKey fresh) {
        List<PreSharedKey> kept =
                Stream.concat(
                                Stream.of(fresh),
                                preShared.stream().filter(old -> old.epoch() != fresh.epoch()))
                        .limit(KEPT_EPOCHS)
                        .toList();
        return new HeldKeys(list, sealing, kept, tls, requested);
    }

    HeldKeys with(TlsIdentity certified) {
        return new HeldKeys(list, sealing, preShared, certified, Optional.empty());
    }

    HeldKeys requesting(KeyPair key) {
        return new HeldKeys(list, sealing, preShared, tls, Optional.of(key));
    }

    /** The version of the list, 0 for none. */
    public long listVersion() {
        return list.map(signed -> signed.list().version()).orElse(0L);
    }

    /** Whom it believes. */
    public List<X509Certificate> authorities(FleetMembership fleet) {
        return list.map(signed -> signed.list().authorities())
                .orElseGet(() -> List.of(fleet.fleetCa()));
    }

    /** The names that a proxy may have. */
    public List<String> serverNames(FleetMembership fleet) {
        return list.map(signed -> signed.list().serverNames())
                .orElseGet(() -> List.of(fleet.serverName()));
    }

    /** The addresses that may be dialled. */
    public List<InetAddress> proxies(FleetMembership fleet) {
        return list.map(signed -> signed.list().proxies()).orElseGet(fleet::proxies);
    }

    /** The suites that requests may have. */
    public Set<Suite> suites() {
        if (list.isEmpty()) {
            return EnumSet.allOf(Suite.class);
        }
        KeyList now = list.get().list();
        int lowest = preShared.isEmpty() ? Math.min(now.minimumSuite(), 1) : now.minimumSuite();
        return Arrays.stream(Suite.values())
                .filter(suite -> now.minimumVersion() == 1 && suite.octet() >= lowest)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** By what requests open. */
    OpeningKeys opening(GatewayIdentity identity) {
        Map<Integer, SealingPublicKey> senders =
                list.map(
                                signed ->
                                        signed.list().accepted().stream()
                                                .collect(
                                                        Collectors.toMap(
                                                                KeyList.Sender::id,
                                                                KeyList.Sender::key)))
                        .orElseGet(() -> Map.copyOf(identity.fleet().senderKeys()));
        Set<Integer> revoked =
                list.stream()
                        .flatMap(signed -> signed.list().senders().stream())
                        .filter(sender -> sender.state() == KeyList.State.REVOKED)
                        .map(KeyList.Sender::id)
                        .collect(Collectors.toUnmodifiableSet());
        return new OpeningKeys(
                identity.gatewayId(),
                senders,
                revoked,
                sealing.byNumber(),
                preShared.stream().collect(Collectors.toMap(PreSharedKey::epoch, key -> key)));
    }
}
