/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HpkeTest {

    private static final SealingKeyPair SENDER = SealingKeyPair.generate();
    private static final SealingKeyPair RECIPIENT = SealingKeyPair.generate();
    private static final SealingKeyPair OTHER = SealingKeyPair.generate();
    private static final Octets INFO = utf8("info");
    private static final Octets AAD = utf8("aad");
    private static final Secret PLAINTEXT = Secret.of(utf8("plaintext").toArray());
    private static final SealingPsk PSK = new SealingPsk(utf8("id"), Secret.random(32));

    @ParameterizedTest
    @EnumSource
    void gives_both_ends_the_same_plaintext_and_exports(SealingCipher cipher) {
        Hpke hpke = new Hpke(cipher, Optional.of(PSK), INFO);

        HpkeSealed sealed = hpke.seal(SENDER, RECIPIENT.publicKey(), AAD, PLAINTEXT);
        HpkeOpened opened = open(hpke, sealed).orElseThrow();

        assertThat(opened.plaintext()).isEqualTo(PLAINTEXT);
        assertThat(opened.exporter().export(utf8("a"), 16))
                .isEqualTo(sealed.exporter().export(utf8("a"), 16))
                .isNotEqualTo(sealed.exporter().export(utf8("b"), 16));
    }

    @Test
    void seals_the_same_plaintext_differently_each_time() {
        Hpke hpke = hpke(Optional.empty());

        HpkeSealed one = hpke.seal(SENDER, RECIPIENT.publicKey(), AAD, PLAINTEXT);
        HpkeSealed two = hpke.seal(SENDER, RECIPIENT.publicKey(), AAD, PLAINTEXT);

        assertThat(one.enc()).isNotEqualTo(two.enc());
        assertThat(one.ciphertext()).isNotEqualTo(two.ciphertext());
    }

    @Test
    void does_not_open_with_any_other_key_info_or_associated_data() {
        Hpke hpke = hpke(Optional.of(PSK));
        HpkeSealed sealed = hpke.seal(SENDER, RECIPIENT.publicKey(), AAD, PLAINTEXT);
        SealingPsk otherKey = new SealingPsk(PSK.id(), Secret.random(32));
        SealingPsk otherId = new SealingPsk(utf8("other"), PSK.key());

        assertThat(open(hpke, sealed)).isPresent();
        assertThat(
                        Stream.of(
                                hpke.open(
                                        sealed.enc(),
                                        OTHER,
                                        SENDER.publicKey(),
                                        AAD,
                                        sealed.ciphertext()),
                                hpke.open(
                                        sealed.enc(),
                                        RECIPIENT,
                                        OTHER.publicKey(),
                                        AAD,
                                        sealed.ciphertext()),
                                hpke.open(
                                        sealed.enc(),
                                        RECIPIENT,
                                        SENDER.publicKey(),
                                        INFO,
                                        sealed.ciphertext()),
                                open(hpke(Optional.empty()), sealed),
                                open(hpke(Optional.of(otherKey)), sealed),
                                open(hpke(Optional.of(otherId)), sealed),
                                open(new Hpke(hpke.cipher(), hpke.psk(), AAD), sealed),
                                open(
                                        new Hpke(SealingCipher.AES_128_GCM, hpke.psk(), INFO),
                                        sealed)))
                .allMatch(Optional::isEmpty);
    }

    @Test
    void does_not_open_when_any_bit_is_flipped() {
        Hpke hpke = hpke(Optional.empty());
        HpkeSealed sealed = hpke.seal(SENDER, RECIPIENT.publicKey(), AAD, PLAINTEXT);
        // X25519 ignores the highest bit of a public key, but the key schedule does not
        IntStream.range(0, 8 * Hpke.ENC_LENGTH)
                .mapToObj(
                        bit ->
                                new HpkeSealed(
                                        flip(sealed.enc(), bit),
                                        sealed.ciphertext(),
                                        sealed.exporter()))
                .forEach(flipped -> assertThat(open(hpke, flipped)).isEmpty());
        IntStream.range(0, 8 * sealed.ciphertext().length())
                .mapToObj(
                        bit ->
                                new HpkeSealed(
                                        sealed.enc(),
                                        flip(sealed.ciphertext(), bit),
                                        sealed.exporter()))
                .forEach(flipped -> assertThat(open(hpke, flipped)).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("io.reveille.crypto.SealingPublicKeyTest#points_of_low_order")
    void does_not_open_with_an_encapsulated_key_of_low_order(String enc) {
        HpkeSealed sealed =
                hpke(Optional.empty()).seal(SENDER, RECIPIENT.publicKey(), AAD, PLAINTEXT);

        assertThat(
                        open(
                                hpke(Optional.empty()),
                                new HpkeSealed(
                                        Octets.fromHex(enc),
                                        sealed.ciphertext(),
                                        sealed.exporter())))
                .isEmpty();
    }

    @Property
    void any_octets_are_refused_and_nothing_else(
            @ForAll @Size(max = 64) byte[] enc, @ForAll @Size(max = 64) byte[] ciphertext) {
        assertThat(
                        hpke(Optional.empty())
                                .open(
                                        Octets.of(enc),
                                        RECIPIENT,
                                        SENDER.publicKey(),
                                        AAD,
                                        Octets.of(ciphertext)))
                .isEmpty();
    }

    private static Hpke hpke(Optional<SealingPsk> psk) {
        return new Hpke(SealingCipher.CHACHA20_POLY1305, psk, INFO);
    }

    private static Optional<HpkeOpened> open(Hpke hpke, HpkeSealed sealed) {
        return hpke.open(sealed.enc(), RECIPIENT, SENDER.publicKey(), AAD, sealed.ciphertext());
    }

    private static Octets flip(Octets octets, int bit) {
        byte[] flipped = octets.toArray();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return Octets.of(flipped);
    }

    private static Octets utf8(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
