/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Properties;
import org.bouncycastle.crypto.CryptoServicesRegistrar;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors of RFC 9180 appendices A.1.3, A.1.4, A.2.3 and A.2.4, octet by octet. */
class HpkeVectorsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth-aes-128-gcm",
                "auth-chacha20-poly1305",
                "auth-psk-aes-128-gcm",
                "auth-psk-chacha20-poly1305",
            })
    void opens_and_exports_as_the_rfc_says(String name) throws IOException {
        Vector vector = Vector.load(name);

        HpkeOpened opened =
                vector.hpke()
                        .open(
                                vector.octets("enc"),
                                vector.keys("skRm"),
                                new SealingPublicKey(vector.octets("pkSm")),
                                vector.octets("aad"),
                                vector.octets("ct"))
                        .orElseThrow();

        assertThat(Octets.of(opened.plaintext().copy())).isEqualTo(vector.octets("pt"));
        vector.checkExports(opened.exporter());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth-aes-128-gcm",
                "auth-chacha20-poly1305",
                "auth-psk-aes-128-gcm",
                "auth-psk-chacha20-poly1305",
            })
    void seals_and_exports_as_the_rfc_says_with_its_ephemeral_key(String name) throws IOException {
        Vector vector = Vector.load(name);
        CryptoServicesRegistrar.setSecureRandom(new Fixed(vector.octets("skEm")));
        try {
            HpkeSealed sealed =
                    vector.hpke()
                            .seal(
                                    vector.keys("skSm"),
                                    new SealingPublicKey(vector.octets("pkRm")),
                                    vector.octets("aad"),
                                    Secret.of(vector.octets("pt").toArray()));

            assertThat(sealed.enc()).isEqualTo(vector.octets("enc"));
            assertThat(sealed.ciphertext()).isEqualTo(vector.octets("ct"));
            vector.checkExports(sealed.exporter());
        } finally {
            CryptoServicesRegistrar.setSecureRandom(null);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth-aes-128-gcm", "auth-psk-chacha20-poly1305"})
    void derives_public_keys_as_the_rfc_says(String name) throws IOException {
        Vector vector = Vector.load(name);

        assertThat(vector.keys("skRm").publicKey().octets()).isEqualTo(vector.octets("pkRm"));
        assertThat(vector.keys("skSm").publicKey().octets()).isEqualTo(vector.octets("pkSm"));
    }

    private record Vector(Properties fields) {

        static Vector load(String name) throws IOException {
            Properties fields = new Properties();
            try (InputStream in =
                    HpkeVectorsTest.class.getResourceAsStream("rfc9180/" + name + ".properties")) {
                fields.load(in);
            }
            return new Vector(fields);
        }

        Hpke hpke() {
            Optional<SealingPsk> psk =
                    fields.containsKey("psk")
                            ? Optional.of(
                                    new SealingPsk(
                                            octets("psk_id"), Secret.of(octets("psk").toArray())))
                            : Optional.empty();
            return new Hpke(
                    SealingCipher.valueOf(fields.getProperty("cipher")), psk, octets("info"));
        }

        Octets octets(String field) {
            return Octets.fromHex(fields.getProperty(field));
        }

        SealingKeyPair keys(String field) {
            return SealingKeyPair.of(Secret.of(octets(field).toArray()));
        }

        void checkExports(HpkeExporter exporter) {
            for (int i = 0; i < 3; i++) {
                String export = "export." + i;
                int length = Integer.parseInt(fields.getProperty(export + ".length"));
                Secret exported = exporter.export(octets(export + ".context"), length);
                assertThat(Octets.of(exported.copy())).isEqualTo(octets(export + ".value"));
            }
        }
    }

    /** Gives the ephemeral key of a vector instead of a random one. */
    private static final class Fixed extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final transient Octets octets;

        Fixed(Octets octets) {
            this.octets = octets;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(octets.toArray(), 0, bytes, 0, bytes.length);
        }
    }
}
