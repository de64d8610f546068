/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;

/**
 * Hybrid public key encryption that authenticates the sender: RFC 9180 with DHKEM(X25519,
 * HKDF-SHA256) and HKDF-SHA256, mode_auth, or mode_auth_psk when there is a pre-shared key. One
 * message per encapsulation.
 *
 * <p>Who opens a message knows that it was sealed by the owner of the sender's private key, for
 * this recipient, with this info and associated data. As RFC 9180 section 9.1.1 says, that does not
 * hold against who has the recipient's private key.
 *
 * @param cipher the authenticated cipher
 * @param psk the pre-shared key, when there is one
 * @param info what the message is for; it must be the same at both ends and is not sent
 */
public record Hpke(SealingCipher cipher, Optional<SealingPsk> psk, Octets info) {

    /** How many octets an encapsulated key has. */
    public static final int ENC_LENGTH = SealingPublicKey.LENGTH;

    /**
     * Seals {@code plaintext} for {@code recipient} and authenticates {@code aad}, which is not
     * sent.
     */
    public HpkeSealed seal(
            SealingKeyPair sender, SealingPublicKey recipient, Octets aad, Secret plaintext) {
        byte[] clear = plaintext.copy();
        byte[] pskKey = psk.map(p -> p.key().copy()).orElseGet(() -> new byte[0]);
        try {
            HPKEContextWithEncapsulation context =
                    psk.isPresent()
                            ? hpke().setupAuthPSKS(
                                            recipient.bc(),
                                            info.toArray(),
                                            pskKey,
                                            pskId(),
                                            sender.bc())
                            : hpke().setupAuthS(recipient.bc(), info.toArray(), sender.bc());
            byte[] ciphertext = context.seal(aad.toArray(), clear);
            return new HpkeSealed(
                    Octets.of(context.getEncapsulation()),
                    Octets.of(ciphertext),
                    new HpkeExporter(context));
        } catch (InvalidCipherTextException impossible) {
            throw new IllegalStateException("sealing failed", impossible);
        } finally {
            Arrays.fill(clear, (byte) 0);
            Arrays.fill(pskKey, (byte) 0);
        }
    }

    /**
     * Opens what {@link #seal} made.
     *
     * @param enc the encapsulated key, as received: any octets
     * @param ciphertext as received: any octets
     * @return empty when it does not open, whatever the reason; none is told apart from another
     */
    public Optional<HpkeOpened> open(
            Octets enc,
            SealingKeyPair recipient,
            SealingPublicKey sender,
            Octets aad,
            Octets ciphertext) {
        byte[] pskKey = psk.map(p -> p.key().copy()).orElseGet(() -> new byte[0]);
        try {
            HPKEContext context =
                    psk.isPresent()
                            ? hpke().setupAuthPSKR(
                                            enc.toArray(),
                                            recipient.bc(),
                                            info.toArray(),
                                            pskKey,
                                            pskId(),
                                            sender.bc())
                            : hpke().setupAuthR(
                                            enc.toArray(),
                                            recipient.bc(),
                                            info.toArray(),
                                            sender.bc());
            byte[] clear = context.open(aad.toArray(), ciphertext.toArray());
            Secret plaintext = Secret.of(clear);
            Arrays.fill(clear, (byte) 0);
            return Optional.of(new HpkeOpened(plaintext, new HpkeExporter(context)));
        } catch (InvalidCipherTextException | RuntimeException refused) {
            return Optional.empty();
        } finally {
            Arrays.fill(pskKey, (byte) 0);
        }
    }

    private HPKE hpke() {
        return new HPKE(
                psk.isPresent() ? HPKE.mode_auth_psk : HPKE.mode_auth,
                HPKE.kem_X25519_SHA256,
                HPKE.kdf_HKDF_SHA256,
                cipher.aeadId());
    }

    private byte[] pskId() {
        return psk.orElseThrow().id().toArray();
    }
}
