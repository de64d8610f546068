/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetCaTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123Z");
    private static final Duration YEAR = Duration.ofDays(365);
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final List<String> CRITICAL = List.of("2.5.29.15", "2.5.29.19");

    private final FleetCa ca = FleetCa.create("Pumps of the north", NOW);

    @TempDir Path directory;

    @Test
    void is_a_ca_that_certifies_ends_only() throws Exception {
        X509Certificate certificate = ca.certificate();

        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getSubjectX500Principal().getName())
                .isEqualTo("CN=Pumps of the north");
        assertThat(certificate.getBasicConstraints()).as("path length").isZero();
        assertThat(certificate.getKeyUsage())
                .containsExactly(false, false, false, false, false, true, true, false, false);
        assertThat(certificate.getCriticalExtensionOIDs())
                .containsExactlyInAnyOrderElementsOf(CRITICAL);
        assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
        assertThat(certificate.getNotAfter()).isAfter(NOW.plus(YEAR.multipliedBy(15)));
    }

    @Test
    void certifies_a_gateway_as_a_client_under_the_id_it_is_given() throws Exception {
        X509Certificate gateway = ca.issueGateway(request("CN=somebody else"), "gw-1", NOW, YEAR);

        gateway.verify(ca.certificate().getPublicKey());
        assertThat(gateway.getSubjectX500Principal().getName()).isEqualTo("CN=gw-1");
        assertThat(gateway.getIssuerX500Principal())
                .isEqualTo(ca.certificate().getSubjectX500Principal());
        assertThat(gateway.getExtendedKeyUsage()).containsExactly(CLIENT_AUTH);
        assertThat(gateway.getSubjectAlternativeNames()).containsExactly(List.of(DNS_NAME, "gw-1"));
        checkEnd(gateway);
    }

    @Test
    void certifies_a_server_for_its_names_and_addresses() throws Exception {
        TlsIdentity server =
                ca.issueServer(
                        List.of("proxy.example", "wake.example"),
                        List.of(
                                InetAddress.getByName("192.0.2.1"),
                                InetAddress.getByName("2001:db8::1")),
                        NOW,
                        YEAR);

        X509Certificate certificate = server.certificate();
        certificate.verify(ca.certificate().getPublicKey());
        assertThat(server.chain()).containsExactly(certificate, ca.certificate());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=proxy.example");
        assertThat(certificate.getExtendedKeyUsage()).containsExactly(SERVER_AUTH);
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(DNS_NAME, "proxy.example"),
                        List.of(DNS_NAME, "wake.example"),
                        List.of(IP_ADDRESS, "192.0.2.1"),
                        List.of(IP_ADDRESS, "2001:db8:0:0:0:0:0:1"));
        checkEnd(certificate);
    }

    @Test
    void dates_back_so_that_a_slow_clock_does_no_harm_but_never_outlives_itself() throws Exception {
        PKCS10CertificationRequest request = request("CN=gw");
        Instant caFrom = ca.certificate().getNotBefore().toInstant();
        Instant caUntil = ca.certificate().getNotAfter().toInstant();
        Instant later = NOW.plus(YEAR);

        X509Certificate early = ca.issueGateway(request, "gw", NOW, YEAR);
        X509Certificate usual = ca.issueGateway(request, "gw", later, YEAR);
        X509Certificate lasting = ca.issueGateway(request, "gw", later, YEAR.multipliedBy(100));

        early.checkValidity(Date.from(NOW.minus(Duration.ofHours(23))));
        assertThat(early.getNotBefore().toInstant()).isAfterOrEqualTo(caFrom);
        assertThat(usual.getNotBefore()).isEqualTo(Instant.parse("2027-11-21T10:00:00Z"));
        assertThat(usual.getNotAfter()).isEqualTo(Instant.parse("2028-11-21T10:00:00Z"));
        assertThat(lasting.getNotAfter().toInstant()).isEqualTo(caUntil);
    }

    @Test
    void numbers_its_certificates_unpredictably() throws Exception {
        PKCS10CertificationRequest request = request("CN=gw");
        X509Certificate one = ca.issueGateway(request, "gw", NOW, YEAR);
        X509Certificate two = ca.issueGateway(request, "gw", NOW, YEAR);

        assertThat(one.getSerialNumber()).isPositive().isNotEqualTo(two.getSerialNumber());
        assertThat(one.getSerialNumber().bitLength()).isEqualTo(127);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GW", "-gw", "gw-", "gw.example", "gw,O=x", "g\u00fc", "gw\n"})
    void certifies_no_gateway_whose_id_is_no_label(String id) throws Exception {
        PKCS10CertificationRequest request = request("CN=gw");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ca.issueGateway(request, id, NOW, YEAR))
                .withMessageContaining("DNS label");
    }

    @Test
    void certifies_nothing_outside_its_own_time_or_for_no_time() throws Exception {
        PKCS10CertificationRequest request = request("CN=gw");
        Instant epoch = Instant.EPOCH;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ca.issueGateway(request, "gw", epoch, YEAR))
                .withMessageContaining("not at 1970");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ca.issueGateway(request, "gw", NOW, Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ca.issueServer(List.of(), List.of(), NOW, YEAR));
    }

    @Test
    void is_the_same_after_it_was_stored_and_loaded() throws Exception {
        ca.store(directory);

        FleetCa loaded = FleetCa.load(directory);

        assertThat(loaded.certificate()).isEqualTo(ca.certificate());
        assertThat(loaded.fingerprint()).isEqualTo(ca.fingerprint());
        loaded.issueGateway(request("CN=gw"), "gw", NOW, YEAR)
                .verify(ca.certificate().getPublicKey());
    }

    @Test
    void does_not_load_a_key_beside_the_certificate_of_another() throws IOException {
        ca.store(directory);
        Path other = directory.resolve("other");
        FleetCa.create("other", NOW).store(other);
        Files.copy(other.resolve("fleet-ca.crt"), directory.resolve("copy.crt"));
        Files.move(
                directory.resolve("copy.crt"),
                directory.resolve("fleet-ca.crt"),
                StandardCopyOption.REPLACE_EXISTING);

        assertThatIOException()
                .isThrownBy(() -> FleetCa.load(directory))
                .withMessageContaining("is not that of the certificate");
    }

    @Test
    void does_not_load_an_identity_that_is_no_ca() throws IOException {
        ca.issueServer(List.of("proxy.example"), List.of(), NOW, YEAR)
                .store(directory.resolve("fleet-ca.key"), directory.resolve("fleet-ca.crt"));

        assertThatIOException()
                .isThrownBy(() -> FleetCa.load(directory))
                .withMessageContaining("is not that of a CA");
    }

    @Test
    void is_another_ca_than_one_of_the_same_name() throws Exception {
        FleetCa other = FleetCa.create("Pumps of the north", NOW);
        X509Certificate gateway = other.issueGateway(request("CN=gw"), "gw", NOW, YEAR);

        assertThat(other.fingerprint()).isNotEqualTo(ca.fingerprint());
        assertThatExceptionOfType(SignatureException.class)
                .isThrownBy(() -> gateway.verify(ca.certificate().getPublicKey()));
    }

    @Test
    void shows_names_and_no_keys() {
        assertThat(ca).hasToString("FleetCa[CN=Pumps of the north]");
        assertThat(ca.issueServer(List.of("p.example"), List.of(), NOW, YEAR))
                .hasToString("TlsIdentity[CN=p.example]");
    }

    private void checkEnd(X509Certificate certificate) {
        assertThat(certificate.getBasicConstraints()).as("no CA").isEqualTo(-1);
        assertThat(certificate.getKeyUsage())
                .containsExactly(true, false, false, false, false, false, false, false, false);
        assertThat(certificate.getCriticalExtensionOIDs())
                .containsExactlyInAnyOrderElementsOf(CRITICAL);
        byte[] caKeyId = ca.certificate().getExtensionValue("2.5.29.14");
        byte[] authorityKeyId = certificate.getExtensionValue("2.5.29.35");
        assertThat(Octets.of(authorityKeyId).hex())
                .as("authority key id names the CA's key")
                .endsWith(Octets.of(caKeyId, caKeyId.length - 20, caKeyId.length).hex());
        assertThat(certificate.getExtensionValue("2.5.29.14")).as("subject key id").isNotNull();
    }

    private static PKCS10CertificationRequest request(String subject) throws KeyMaterialException {
        return CertificateSigning.parse(
                CertificateSigning.requestPem(CertificateSigning.newKeyPair(), subject));
    }
}
