/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.protocol.KeyList;
import io.reveille.protocol.PreSharedKey;
import io.reveille.protocol.SignedKeyList;
import io.reveille.server.registry.ClientReach;
import io.reveille.server.registry.ClientRole;
import io.reveille.server.registry.EnrolmentGrant;
import io.reveille.server.registry.KeyLife.KeyChangeRefusedException;
import io.reveille.server.registry.KeyLife.RenewedCertificate;
import io.reveille.server.registry.KeyTask;
import io.reveille.server.registry.UserRights;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What gateways renew in their tunnels. */
class KeyLifeTest {
    @TempDir Path home;
    private final MovableClock clock = new MovableClock();
    private ServerRegistry server;

    @BeforeEach
    void open() {
        server = Fleet.open(Fleet.settings(home), clock);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void gives_an_enrolling_gateway_the_signed_list_and_the_root_key() throws Exception {
        EnrolmentGrant grant = Fleet.enrol(server, "gw7");

        SignedKeyList list = SignedKeyList.decode(grant.keyList());
        assertThat(list.isSignedBy(grant.rootKey())).isTrue();
        assertThat(list.list().version()).isEqualTo(server.keyLife().keyListVersion());
        assertThat(list.list().authorities()).containsExactly(grant.fleetCa());
        assertThat(list.list().accepted()).extracting(KeyList.Sender::id).containsExactly(1, 2);
        assertThat(server.keyLife().keyListsAfter(list.list().version())).isEmpty();
        assertThat(server.keyLife().keyListsAfter(0)).containsExactly(grant.keyList());
    }

    @Test
    void renews_a_certificate_and_lets_the_old_one_be_good_until_the_new_one_has_been_used()
            throws Exception {
        X509Certificate old = Fleet.enrol(server, "gw7").certificate();

        RenewedCertificate renewed = server.keyLife().renewCertificate("gw7", request());

        assertThat(renewed.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=gw7");
        assertThat(server.keys().isRevoked(renewed.certificate())).isFalse();
        assertThat(server.keys().isRevoked(old)).isFalse();
        clock.advance(Duration.ofDays(400)); // the answer was lost, and the gateway slept
        server.keyLife().certificateUsed("gw7", old);
        assertThat(server.keys().isRevoked(old)).isFalse();
        server.keyLife().certificateUsed("gw7", renewed.certificate());
        restart();
        clock.advance(Duration.ofDays(29));
        assertThat(server.keys().isRevoked(old)).isFalse();
        clock.advance(Duration.ofDays(2));
        assertThat(server.keys().isRevoked(old)).isTrue();
        assertThat(server.keys().isRevoked(renewed.certificate())).isFalse();
    }

    @Test
    void a_gateway_whose_answers_were_lost_keeps_the_certificate_it_has() throws Exception {
        X509Certificate held = Fleet.enrol(server, "gw7").certificate();

        for (int i = 0; i < 10; i++) {
            server.keyLife().renewCertificate("gw7", request());
        }

        assertThat(server.keys().isRevoked(held)).isFalse();
    }

    @Test
    void revocation_holds_for_all_certificates_at_once_and_is_in_the_next_list() throws Exception {
        X509Certificate old = Fleet.enrol(server, "gw7").certificate();
        X509Certificate renewed = server.keyLife().renewCertificate("gw7", request()).certificate();
        long before = server.keyLife().keyListVersion();

        server.registry().revoke("gw7");

        assertThat(server.keys().isRevoked(old)).isTrue();
        assertThat(server.keys().isRevoked(renewed)).isTrue();
        assertThat(server.keyLife().keyListVersion()).isEqualTo(before + 1);
        assertThat(SignedKeyList.decode(server.keyLife().keyList()).list().revoked()).hasSize(1);
        assertThatThrownBy(() -> server.keyLife().renewCertificate("gw7", request()))
                .isInstanceOf(KeyChangeRefusedException.class);
        assertThat(server.keyLife().due("gw7")).isEmpty();
    }

    @Test
    void a_revoked_user_is_in_the_next_list_and_a_restored_one_no_longer() throws Exception {
        server.users().add("ada", new UserRights(ClientRole.CLIENT, ClientReach.NOTHING));
        long before = server.keyLife().keyListVersion();

        server.users().revoke("ada");

        assertThat(server.keyLife().keyListVersion()).isEqualTo(before + 1);
        assertThat(newestList().isRevokedUser("ada")).isTrue();
        assertThat(newestList().isRevokedUser("eve")).isFalse();
        server.users().restore("ada");
        assertThat(newestList().isRevokedUser("ada")).isFalse();
        server.users().change("ada", rights -> rights);
        assertThat(server.keyLife().keyListVersion()).isEqualTo(before + 2);
    }

    private KeyList newestList() throws Exception {
        return SignedKeyList.decode(server.keyLife().keyList()).list();
    }

    @Test
    void seals_to_the_newest_key_that_a_gateway_has_told() throws Exception {
        Fleet.enrol(server, "gw7");
        SealingKeyPair second = SealingKeyPair.generate();

        server.keyLife().newSealingKey("gw7", 2, second.publicKey());
        server.keyLife().newSealingKey("gw7", 2, second.publicKey());

        restart();
        assertThat(server.registry().gateway("gw7").orElseThrow().keyGeneration()).isEqualTo(2);
        assertThat(server.registry().gateway("gw7").orElseThrow().sealingKey())
                .contains(second.publicKey());
        assertThatThrownBy(
                        () ->
                                server.keyLife()
                                        .newSealingKey(
                                                "gw7", 4, SealingKeyPair.generate().publicKey()))
                .isInstanceOf(KeyChangeRefusedException.class)
                .hasMessageContaining("generation 3");
        assertThatThrownBy(
                        () ->
                                server.keyLife()
                                        .newSealingKey(
                                                "gw7", 2, SealingKeyPair.generate().publicKey()))
                .isInstanceOf(KeyChangeRefusedException.class);
    }

    @Test
    void uses_a_pre_shared_key_once_the_gateway_has_confirmed_it() throws Exception {
        Fleet.enrol(server, "gw7");
        assertThat(server.keyLife().due("gw7")).containsExactly(KeyTask.PSK);

        PreSharedKey offered = server.keyLife().offerPsk("gw7");

        assertThat(server.keyLife().offerPsk("gw7")).isEqualTo(offered);
        assertThat(server.keys().psk("gw7")).isEmpty();
        server.keyLife().confirmPsk("gw7", offered.epoch());
        server.keyLife().confirmPsk("gw7", offered.epoch());
        restart();
        assertThat(server.keys().psk("gw7")).contains(offered);
        assertThat(server.keyLife().due("gw7")).isEmpty();
        clock.advance(Duration.ofDays(30));
        assertThat(server.keyLife().due("gw7")).containsExactly(KeyTask.PSK);
        assertThat(server.keyLife().offerPsk("gw7").epoch()).isEqualTo(2);
        assertThat(server.keys().psk("gw7")).contains(offered);
        assertThatThrownBy(() -> server.keyLife().confirmPsk("gw7", 9))
                .isInstanceOf(KeyChangeRefusedException.class);
        Fleet.enrol(server, "gw7");
        assertThat(server.keys().psk("gw7")).isEmpty();
    }

    @Test
    void keeps_pre_shared_keys_on_disk_under_the_storage_key_only() throws Exception {
        Fleet.enrol(server, "gw7");
        PreSharedKey psk = server.keyLife().offerPsk("gw7");
        server.keyLife().confirmPsk("gw7", psk.epoch());
        server.close();

        String stored =
                new String(
                        Files.readAllBytes(home.resolve("data").resolve("registry.mv.db")),
                        StandardCharsets.ISO_8859_1);

        assertThat(stored)
                .doesNotContain(new String(psk.key().copy(), StandardCharsets.ISO_8859_1));
        server = Fleet.open(Fleet.settings(home), clock);
    }

    @Test
    void an_order_stays_until_it_is_carried_out() throws Exception {
        Fleet.enrol(server, "gw7");
        Fleet.offer(server, "gw8");
        server.keyLife().confirmPsk("gw7", server.keyLife().offerPsk("gw7").epoch());

        assertThat(server.keyOffice().order(KeyTask.CERTIFICATE, Optional.empty())).isEqualTo(1);
        assertThat(server.keyOffice().order(KeyTask.SEALING_KEY, Optional.of("gw7"))).isEqualTo(1);

        restart();
        assertThat(server.keyLife().due("gw7"))
                .containsExactlyInAnyOrder(KeyTask.CERTIFICATE, KeyTask.SEALING_KEY);
        server.keyLife().renewCertificate("gw7", request());
        server.keyLife().newSealingKey("gw7", 2, SealingKeyPair.generate().publicKey());
        assertThat(server.keyLife().due("gw7")).isEmpty();
    }

    @Test
    void knows_what_list_a_gateway_has() throws Exception {
        Fleet.enrol(server, "gw7");

        server.keyLife().listReached("gw7", 1);

        assertThatThrownBy(() -> server.keyLife().listReached("gw7", 99))
                .isInstanceOf(KeyChangeRefusedException.class);
        assertThatThrownBy(() -> server.keyLife().listReached("gw9", 1))
                .isInstanceOf(KeyChangeRefusedException.class);
        assertThat(server.keyOffice().report().behind()).isZero();
        assertThat(server.keyLife().rootKey())
                .isEqualTo(SignedKeyList.decode(server.keyLife().keyList()).list().rootKey())
                .isNotEqualTo(Octets.of());
    }

    private void restart() {
        server.close();
        server = Fleet.open(Fleet.settings(home), clock);
    }

    private static String request() {
        return CertificateSigning.requestPem(CertificateSigning.newKeyPair(), "any");
    }
}
