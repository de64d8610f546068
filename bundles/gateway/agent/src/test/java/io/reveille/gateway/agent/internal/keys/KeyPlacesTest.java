/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.KeyPlace;
import io.reveille.crypto.KeyPlace.Kind;
import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.Secret;
import io.reveille.crypto.TlsIdentity;
import io.reveille.gateway.agent.FleetMembership;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.gateway.agent.internal.identity.KeyVault;
import io.reveille.protocol.PreSharedKey;
import io.reveille.tests.token.SoftToken;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same gateway over each place where its keys can be kept. */
class KeyPlacesTest {
    private final FleetCa ca = FleetCa.create("fleet", Instant.now());

    @TempDir Path home;

    @Test
    void keeps_keys_in_files_under_the_storage_key() throws Exception {
        worksAcrossRestarts(KeyPlace.FILES);

        assertThat(names()).filteredOn(name -> name.startsWith("tls-")).hasSize(4);
        assertThat(everything()).doesNotContain("BEGIN PRIVATE KEY");
    }

    @Test
    void keeps_keys_under_a_passphrase_which_must_be_there() throws Exception {
        Path passphrase = home.resolve("passphrase");
        Files.writeString(passphrase, "a long passphrase\n");
        worksAcrossRestarts(new KeyPlace(Kind.FILES, Optional.of(passphrase), Optional.empty()));

        Files.writeString(passphrase, "another\n");

        assertThatThrownBy(() -> GatewayIdentity.load(home))
                .hasMessageContaining("the passphrase is not that of this key");
    }

    @Test
    void keeps_keys_in_a_pkcs12_store() throws Exception {
        worksAcrossRestarts(new KeyPlace(Kind.PKCS12, Optional.empty(), Optional.empty()));

        assertThat(names()).contains("keys.p12").noneMatch(name -> name.startsWith("tls-"));
    }

    @Test
    void keeps_keys_in_a_token_that_they_never_leave() throws Exception {
        TlsIdentity renewed = worksAcrossRestarts(KeyPlace.FILES.in(SoftToken.in(home)));

        assertThat(renewed.privateKey().getEncoded()).isNull();
        assertThat(names()).noneMatch(name -> name.startsWith("tls-"));
        assertThatThrownBy(() -> GatewayIdentity.keepKeysIn(home, KeyPlace.FILES))
                .hasMessageContaining("can't leave")
                .hasMessageContaining("enrol again");
    }

    @Test
    void moves_the_keys_that_there_are_into_a_key_store() throws Exception {
        worksAcrossRestarts(KeyPlace.FILES);
        GatewayIdentity before = GatewayIdentity.load(home).orElseThrow();
        HeldKeys held = KeyRing.open(home, before).now();

        GatewayIdentity.keepKeysIn(
                home, new KeyPlace(Kind.PKCS12, Optional.empty(), Optional.empty()));

        assertThat(names()).contains("keys.p12").noneMatch(name -> name.startsWith("tls-"));
        GatewayIdentity moved = GatewayIdentity.load(home).orElseThrow();
        assertThat(moved.tls().certificate()).isEqualTo(before.tls().certificate());
        HeldKeys now = KeyRing.open(home, moved).now();
        assertThat(now.tls().certificate()).isEqualTo(held.tls().certificate());
        assertBelongTogether(now.tls().privateKey(), now.tls().certificate().getPublicKey());
    }

    /** Enrols, renews the certificate, takes a shared key; all is the same after restarts. */
    private TlsIdentity worksAcrossRestarts(KeyPlace place) throws Exception {
        GatewayIdentity.keepKeysIn(home, place);
        enrol();
        GatewayIdentity identity = GatewayIdentity.load(home).orElseThrow();
        Renewal renewal = new Renewal(KeyRing.open(home, identity));
        String request = renewal.certificateRequest();
        Secret shared = Secret.random(32);
        renewal.preShared(new PreSharedKey(1, shared));

        KeyRing again = KeyRing.open(home, GatewayIdentity.load(home).orElseThrow());
        Renewal later = new Renewal(again);
        X509Certificate issued =
                ca.issueGateway(
                        CertificateSigning.parse(later.certificateRequest()),
                        "meter-17",
                        Instant.now(),
                        Duration.ofDays(90));
        assertThat(CertificateSigning.parse(request).getSubjectPublicKeyInfo().getEncoded())
                .isEqualTo(issued.getPublicKey().getEncoded());
        later.certificate(List.of(issued), ca.certificate());

        HeldKeys kept = KeyRing.open(home, GatewayIdentity.load(home).orElseThrow()).now();
        assertThat(kept.tls().certificate()).isEqualTo(issued);
        assertThat(kept.requested()).isEmpty();
        assertThat(kept.preShared()).containsExactly(new PreSharedKey(1, shared));
        assertThat(everything()).doesNotContain(Octets.of(shared.copy()).base64());
        assertBelongTogether(kept.tls().privateKey(), issued.getPublicKey());
        return kept.tls();
    }

    private void enrol() throws Exception {
        KeyPair keys = KeyVault.in(home).newTlsKey();
        X509Certificate own =
                ca.issueGateway(
                        CertificateSigning.parse(CertificateSigning.requestPem(keys, "meter-17")),
                        "meter-17",
                        Instant.now(),
                        Duration.ofDays(90));
        new GatewayIdentity(
                        "meter-17",
                        1,
                        SealingKeyPair.generate(),
                        new TlsIdentity(keys.getPrivate(), List.of(own)),
                        new FleetMembership(
                                ca.certificate(),
                                "proxy.fleet.test",
                                "fleet.test",
                                Map.of(7, SealingKeyPair.generate().publicKey()),
                                List.of(InetAddress.getLoopbackAddress()),
                                Optional.empty()))
                .store(home);
    }

    private static void assertBelongTogether(PrivateKey key, PublicKey open) throws Exception {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        byte[] signed = signature.sign();
        signature.initVerify(open);
        assertThat(signature.verify(signed)).isTrue();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("keys"))) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private String everything() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(home.resolve("keys"))) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
