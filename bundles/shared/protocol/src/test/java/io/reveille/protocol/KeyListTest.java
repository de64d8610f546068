/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.crypto.FleetCa;
import io.reveille.crypto.KeyMaterialException;
import io.reveille.crypto.Octets;
import io.reveille.crypto.RootKey;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.protocol.KeyList.Revocation;
import io.reveille.protocol.KeyList.Sender;
import io.reveille.protocol.KeyList.State;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyListTest {

    private final RootKey root = RootKey.generate();

    @Test
    void a_signed_list_comes_back_as_it_was_and_is_the_roots() throws Exception {
        SignedKeyList signed = SignedKeyList.sign(list(root.publicKey()), root);

        SignedKeyList read = SignedKeyList.decode(signed.encode());

        assertThat(read).isEqualTo(signed);
        assertThat(read.isSignedBy(root.publicKey())).isTrue();
        assertThat(read.isSignedBy(RootKey.generate().publicKey())).isFalse();
        assertThat(read.list().accepted()).extracting(Sender::id).containsExactly(2, 3);
    }

    @Test
    void any_changed_octet_is_noticed() throws Exception {
        byte[] octets = SignedKeyList.sign(list(root.publicKey()), root).encode().toArray();
        for (int i = 0; i < octets.length; i++) {
            byte[] changed = octets.clone();
            changed[i] ^= 1;
            boolean good;
            try {
                good = SignedKeyList.decode(Octets.of(changed)).isSignedBy(root.publicKey());
            } catch (KeyMaterialException refused) {
                good = false;
            }
            assertThat(good).as("octet " + i).isFalse();
        }
    }

    @Test
    void a_list_that_ends_early_or_goes_on_is_refused() throws Exception {
        byte[] octets = list(root.publicKey()).encode().toArray();
        for (int length = 0; length < octets.length; length++) {
            Octets cut = Octets.of(octets, 0, length);
            assertThatThrownBy(() -> KeyList.decode(cut)).isInstanceOf(KeyMaterialException.class);
        }
        byte[] longer = Arrays.copyOf(octets, octets.length + 1);
        assertThatThrownBy(() -> KeyList.decode(Octets.of(longer)))
                .isInstanceOf(KeyMaterialException.class);
    }

    @Test
    void only_the_root_that_a_list_names_can_sign_it() throws Exception {
        KeyList list = list(RootKey.generate().publicKey());

        assertThatThrownBy(() -> SignedKeyList.sign(list, root))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("root key");
    }

    private static KeyList list(Octets rootKey) throws Exception {
        return new KeyList(
                7,
                Instant.ofEpochSecond(1_790_000_000L),
                rootKey,
                Optional.of(RootKey.generate().publicKey()),
                List.of(
                        sender(1, State.REVOKED),
                        sender(2, State.CURRENT),
                        sender(3, State.ACCEPTED)),
                List.of(FleetCa.create("fleet", Instant.now()).certificate()),
                List.of("proxy.fleet.test"),
                List.of(InetAddress.getByName("203.0.113.7"), InetAddress.getByName("2001:db8::7")),
                1,
                1,
                List.of(new Revocation(Revocation.Kind.GATEWAY, Octets.of(new byte[32]))));
    }

    private static Sender sender(int id, State state) {
        return new Sender(id, SealingKeyPair.generate().publicKey(), state);
    }
}
