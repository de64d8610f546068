/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateSigningTest {

    @Test
    void reads_the_request_that_it_makes() throws Exception {
        KeyPair keys = CertificateSigning.newKeyPair();

        PKCS10CertificationRequest request =
                CertificateSigning.parse(CertificateSigning.requestPem(keys, "gw-1"));

        assertThat(request.getSubject()).hasToString("CN=gw-1");
        assertThat(request.getSubjectPublicKeyInfo().getEncoded())
                .isEqualTo(keys.getPublic().getEncoded());
    }

    @Test
    void a_request_in_which_an_octet_was_changed_never_proves_another_key() throws Exception {
        KeyPair keys = CertificateSigning.newKeyPair();
        byte[] der = pemToDer(CertificateSigning.requestPem(keys, "gw"));
        int refused = 0;

        for (int i = 0; i < der.length; i++) {
            byte[] changed = der.clone();
            changed[i] ^= 1;
            try {
                assertThat(
                                CertificateSigning.parse(pem(changed))
                                        .getSubjectPublicKeyInfo()
                                        .getEncoded())
                        .isEqualTo(keys.getPublic().getEncoded());
            } catch (KeyMaterialException expected) {
                refused++;
            }
        }

        // the tag of the empty attributes is not looked at
        assertThat(refused).isGreaterThanOrEqualTo(der.length - 2);
    }

    @Test
    void refuses_a_request_signed_with_another_key() throws Exception {
        KeyPair keys = CertificateSigning.newKeyPair();
        KeyPair others = CertificateSigning.newKeyPair();

        refused(request(keys, others, "SHA256withECDSA"), "wrong signature");
    }

    @Test
    void refuses_keys_that_are_not_on_p256() throws Exception {
        for (String algorithm : new String[] {"RSA", "Ed25519"}) {
            KeyPair keys = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
            String signature = algorithm.equals("RSA") ? "SHA256withRSA" : algorithm;
            refused(request(keys, keys, signature), "not on P-256");
        }
        KeyPairGenerator p384 = KeyPairGenerator.getInstance("EC");
        p384.initialize(384);
        KeyPair keys = p384.generateKeyPair();
        refused(request(keys, keys, "SHA384withECDSA"), "not on P-256");
    }

    @Test
    void refuses_a_request_that_is_too_long() {
        refused(" ".repeat(4097), "more than 4096");
    }

    @Test
    void refuses_two_requests_at_once() {
        String request = CertificateSigning.requestPem(CertificateSigning.newKeyPair(), "gw");

        refused(request + request, "2 PEM blocks");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "-----BEGIN CERTIFICATE REQUEST-----\n-----END CERTIFICATE REQUEST-----\n",
                "-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----\n",
                "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
            })
    void refuses_what_is_no_request(String text) {
        refused(text, "");
    }

    @Property
    void any_octets_are_refused_and_nothing_else(@ForAll byte[] der) {
        refused(pem(der), "");
    }

    private static void refused(String pem, String why) {
        assertThatExceptionOfType(KeyMaterialException.class)
                .isThrownBy(() -> CertificateSigning.parse(pem))
                .withMessageContaining(why);
    }

    private static String request(KeyPair subject, KeyPair signer, String algorithm)
            throws IOException, OperatorCreationException {
        return pem(
                new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=gw"), subject.getPublic())
                        .build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()))
                        .getEncoded());
    }

    private static String pem(byte[] der) {
        return "-----BEGIN CERTIFICATE REQUEST-----\n%s\n-----END CERTIFICATE REQUEST-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(der));
    }

    private static byte[] pemToDer(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }
}
