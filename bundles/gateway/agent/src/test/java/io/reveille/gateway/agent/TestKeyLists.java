/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import io.reveille.crypto.Octets;
import io.reveille.crypto.RootKey;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.protocol.KeyList;
import io.reveille.protocol.KeyList.Sender;
import io.reveille.protocol.KeyList.State;
import io.reveille.protocol.SenderKey;
import io.reveille.protocol.SignedKeyList;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The lists that a test fleet's root key signs. */
final class TestKeyLists {
    final TestFleet fleet;
    RootKey root = RootKey.generate();
    final Map<Integer, Sender> senders = new TreeMap<>();
    final List<X509Certificate> authorities = new ArrayList<>();
    int minimumSuite = 1;
    final List<KeyList.Revocation> revoked = new ArrayList<>();
    Optional<Octets> nextRoot = Optional.empty();

    TestKeyLists(TestFleet fleet) {
        this.fleet = fleet;
        authorities.add(fleet.ca.certificate());
        set(fleet.sender, State.CURRENT);
    }

    SenderKey fresh(int id, State state) {
        return set(new SenderKey(id, SealingKeyPair.generate()), state);
    }

    SenderKey set(SenderKey key, State state) {
        senders.put(key.id(), new Sender(key.id(), key.pair().publicKey(), state));
        return key;
    }

    SignedKeyList sign(long version) {
        return SignedKeyList.sign(
                new KeyList(
                        version,
                        Instant.now(),
                        root.publicKey(),
                        nextRoot,
                        List.copyOf(senders.values()),
                        authorities,
                        List.of(TestFleet.SERVER_NAME),
                        List.of(InetAddress.getLoopbackAddress()),
                        1,
                        minimumSuite,
                        revoked),
                root);
    }
}
