/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.KeyMaterialException;
import io.reveille.crypto.Octets;
import io.reveille.crypto.RootKey;
import io.reveille.protocol.KeyList;
import io.reveille.protocol.SignedKeyList;
import io.reveille.server.registry.EnrolmentGrant;
import io.reveille.server.registry.KeyOffice;
import io.reveille.server.registry.KeyTask;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rotation, revocation and lists, with gateways that sleep through them. */
class KeyOfficeTest {
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
    void seals_for_a_gateway_that_slept_through_rotations_with_a_key_that_it_knows()
            throws Exception {
        // given a gateway that knows keys 1 and 2, and one that hears of every list
        Fleet.enrol(server, "asleep");
        Fleet.enrol(server, "awake");

        // when keys rotate three times
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofDays(30));
            office().rotateSender();
            server.keyLife().listReached("awake", server.keyLife().keyListVersion());
        }
        server.rotate();

        // then
        assertThat(server.keys().currentSender().id()).isEqualTo(4);
        assertThat(server.keys().senderFor("awake").id()).isEqualTo(4);
        assertThat(server.keys().senderFor("asleep").id()).isEqualTo(2);
        restart();
        assertThat(server.keys().senderFor("asleep").id()).isEqualTo(2);

        // and when it has caught up, what no one needs is forgotten
        server.keyLife().listReached("asleep", server.keyLife().keyListVersion());
        server.rotate();
        assertThat(server.keys().senderFor("asleep").id()).isEqualTo(4);
        assertThat(office().report().keys())
                .filteredOn(key -> key.kind().equals("sender"))
                .extracting(KeyOffice.Key::id)
                .containsExactly(4, 5);
        assertThat(Files.exists(home.resolve("keys").resolve("sender-1.key"))).isFalse();
    }

    @Test
    void rotates_by_schedule() {
        Fleet.enrol(server, "gw7");
        clock.advance(Duration.ofDays(89));
        server.rotate();
        assertThat(server.keys().currentSender().id()).isEqualTo(1);

        clock.advance(Duration.ofDays(2));
        server.rotate();

        assertThat(server.keys().currentSender().id()).isEqualTo(2);
        assertThat(list().accepted()).extracting(KeyList.Sender::id).contains(3);
    }

    @Test
    void a_revoked_sender_key_seals_nothing_from_then_on() {
        Fleet.enrol(server, "gw7");

        office().revokeSender(1);

        assertThat(server.keys().currentSender().id()).isEqualTo(2);
        assertThat(server.keys().senderFor("gw7").id()).isEqualTo(2);
        assertThat(list().senders().get(0).state()).isEqualTo(KeyList.State.REVOKED);
        restart();
        assertThat(server.keys().currentSender().id()).isEqualTo(2);
        office().revokeSender(3);
        assertThat(list().accepted()).extracting(KeyList.Sender::id).containsExactly(2, 4);
    }

    @Test
    void a_gateway_that_slept_until_its_certificate_ended_is_stranded_until_it_enrols_anew()
            throws Exception {
        Fleet.enrol(server, "asleep");
        X509Certificate last = Fleet.enrol(server, "awake").certificate();
        clock.set(last.getNotAfter().toInstant().minusSeconds(1));
        assertThat(office().stranded("asleep")).isEmpty();
        X509Certificate renewed =
                server.keyLife().renewCertificate("awake", request()).certificate();
        server.keyLife().certificateUsed("awake", renewed);

        clock.advance(Duration.ofDays(2));

        restart();
        assertThat(office().stranded("asleep"))
                .get()
                .asString()
                .startsWith("its certificate ended on ")
                .endsWith("enrol it anew with a code by 'reveille enroll asleep'");
        assertThat(office().stranded("awake")).isEmpty();
        Fleet.enrol(server, "asleep");
        assertThat(office().stranded("asleep")).isEmpty();
    }

    @Test
    void the_lowest_suite_is_raised_once_all_gateways_have_a_pre_shared_key() throws Exception {
        Fleet.enrol(server, "gw7");
        assertThatThrownBy(() -> office().lowestSuite(0x11, false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 active gateways have no pre-shared key yet");
        assertThat(list().minimumSuite()).isEqualTo(1);
        long before = list().version();

        server.keyLife().confirmPsk("gw7", server.keyLife().offerPsk("gw7").epoch());
        assertThat(office().lowestSuite(0x11, false)).contains("11 from now on");

        assertThat(list().minimumSuite()).isEqualTo(0x11);
        assertThat(list().version()).isEqualTo(before + 1);
        restart();
        assertThat(office().report().lowestSuite()).isEqualTo(0x11);
        assertThat(office().report().listNeeded()).isFalse();
        Fleet.enrol(server, "late");
        assertThat(office().lowestSuite(0x11, true)).contains("already");
        assertThatThrownBy(() -> office().lowestSuite(0x02, true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_new_authority_takes_over_when_all_have_heard_of_it() throws Exception {
        // given
        X509Certificate old = Fleet.enrol(server, "gw7").fleetCa();
        X509Certificate gateway = server.keyLife().renewCertificate("gw7", request()).certificate();
        office().rotateCa(false);

        // then it is announced, and does not take over yet
        assertThat(list().authorities()).hasSize(2);
        server.rotate();
        assertThat(server.keys().ca().certificate()).isEqualTo(old);
        assertThatThrownBy(() -> office().rotateCa(false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 active gateways have not heard");

        // when the gateway has the list
        server.keyLife().listReached("gw7", server.keyLife().keyListVersion());
        server.rotate();

        // then certificates come from the new one, and those of the old one are still good
        X509Certificate next = server.keys().ca().certificate();
        assertThat(next).isNotEqualTo(old);
        assertThat(server.keys().serverIdentity().chain()).contains(next);
        assertThat(server.keys().authorities()).containsExactly(old, next);
        assertThat(server.keys().isRevoked(gateway)).isFalse();
        assertThat(server.keyLife().due("gw7")).contains(KeyTask.CERTIFICATE);
        server.keyLife()
                .renewCertificate("gw7", request())
                .certificate()
                .verify(next.getPublicKey());
        restart();
        clock.advance(Duration.ofDays(31));
        server.rotate();
        assertThat(server.keys().authorities()).containsExactly(next);
    }

    @Test
    void renews_the_servers_certificate_by_command() {
        X509Certificate before = server.keys().serverIdentity().certificate();

        office().rotateServer();

        assertThat(server.keys().serverIdentity().certificate()).isNotEqualTo(before);
    }

    @Test
    void hands_the_root_over_and_takes_lists_of_the_new_one_only() throws Exception {
        // given a gateway, and a root key made elsewhere
        EnrolmentGrant grant = Fleet.enrol(server, "gw7");
        RootKey offline = RootKey.generate();
        office().handOverRoot(offline.publicKey());
        assertThat(Files.exists(home.resolve("keys").resolve("root.key"))).isFalse();
        restart();
        assertThat(office().report().rootOnline()).isFalse();

        // when a key is rotated: the next one is known, so it can be
        office().rotateSender();
        assertThatThrownBy(() -> office().rotateSender())
                .hasMessageContaining("has not been in a published list yet");
        Octets unsigned = office().unsignedList();
        KeyList exported = KeyList.decode(unsigned);

        // then only the new root's signature counts
        RootKey stranger = RootKey.generate();
        Octets forged =
                Octets.of(
                        ByteBuffer.allocate(unsigned.length() + 64)
                                .put(unsigned.toArray())
                                .put(stranger.sign(unsigned).toArray())
                                .array());
        assertThatThrownBy(() -> office().publish(forged))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not signed by the fleet's root key");
        SignedKeyList signed = SignedKeyList.sign(exported, offline);
        office().publish(signed.encode());
        assertThat(server.keyLife().keyListVersion()).isEqualTo(exported.version());
        assertThatThrownBy(() -> office().publish(signed.encode()))
                .hasMessageContaining("is published already");
        office().rotateSender();

        // and the gateway that slept is given the list that names the new root first
        long known = SignedKeyList.decode(grant.keyList()).list().version();
        List<Octets> missed = server.keyLife().keyListsAfter(known);
        assertThat(missed).hasSize(2);
        SignedKeyList bridge = SignedKeyList.decode(missed.get(0));
        assertThat(bridge.isSignedBy(grant.rootKey())).isTrue();
        assertThat(bridge.list().nextRootKey()).contains(offline.publicKey());
        assertThat(SignedKeyList.decode(missed.get(1)).isSignedBy(offline.publicKey())).isTrue();
    }

    @Test
    void takes_no_list_that_was_made_before_a_key_was_revoked() throws Exception {
        RootKey offline = RootKey.generate();
        office().handOverRoot(offline.publicKey());
        office().rotateSender();
        SignedKeyList signed = SignedKeyList.sign(KeyList.decode(office().unsignedList()), offline);

        office().revokeSender(1);

        assertThatThrownBy(() -> office().publish(signed.encode()))
                .hasMessageContaining("sender key 1")
                .hasMessageContaining("export it anew");
    }

    @Test
    void says_how_things_are() {
        KeyOffice.Report report = office().report();

        assertThat(report.rootOnline()).isTrue();
        assertThat(report.listNeeded()).isFalse();
        assertThat(report.keys())
                .extracting(KeyOffice.Key::kind)
                .containsExactly("ca", "sender", "sender", "server");
        assertThatThrownBy(() -> office().unsignedList())
                .hasMessageContaining("nothing is to be signed");
    }

    private KeyOffice office() {
        return server.keyOffice();
    }

    private KeyList list() {
        try {
            return SignedKeyList.decode(server.keyLife().keyList()).list();
        } catch (KeyMaterialException e) {
            throw new AssertionError(e);
        }
    }

    private void restart() {
        server.close();
        server = Fleet.open(Fleet.settings(home), clock);
    }

    private static String request() {
        return CertificateSigning.requestPem(CertificateSigning.newKeyPair(), "any");
    }
}
