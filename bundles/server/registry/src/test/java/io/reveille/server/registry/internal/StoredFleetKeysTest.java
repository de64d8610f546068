/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.TlsIdentity;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.ServerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredFleetKeysTest {
    @TempDir Path home;

    @Test
    void creates_keys_once_for_the_owner_alone() throws Exception {
        X509Certificate ca;
        TlsIdentity identity;
        String sender;
        try (ServerRegistry server = Fleet.open(home)) {
            ca = server.keys().ca().certificate();
            identity = server.keys().serverIdentity();
            sender = server.keys().currentSender().pair().publicKey().base64();
        }
        try (ServerRegistry server = Fleet.open(home)) {
            assertThat(server.keys().ca().certificate()).isEqualTo(ca);
            assertThat(server.keys().serverIdentity().chain()).isEqualTo(identity.chain());
            assertThat(server.keys().currentSender().pair().publicKey().base64()).isEqualTo(sender);
        }
        try (Stream<Path> files = Files.list(home.resolve("keys"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(9);
            for (Path file : all) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void names_server_and_addresses_in_a_certificate_of_the_fleet() throws Exception {
        try (ServerRegistry server = Fleet.open(home)) {
            TlsIdentity identity = server.keys().serverIdentity();

            assertThat(identity.chain()).hasSize(2);
            assertThat(identity.chain().get(1)).isEqualTo(server.keys().ca().certificate());
            assertThat(identity.certificate().getSubjectAlternativeNames())
                    .extracting(name -> String.valueOf(name.get(1)))
                    .containsExactlyInAnyOrder(
                            "proxy.fleet.test", "203.0.113.7", "2001:db8:0:0:0:0:0:7");
        }
    }

    @Test
    void renews_the_servers_certificate_when_its_address_changes() throws Exception {
        X509Certificate before;
        try (ServerRegistry server = Fleet.open(home)) {
            before = server.keys().serverIdentity().certificate();
        }
        ServerSettings moved =
                new ServerSettings(
                        "fleet.test",
                        "proxy.fleet.test",
                        List.of(IpLiterals.parse("198.51.100.1")),
                        Fleet.settings(home).servicePorts(),
                        home);
        try (ServerRegistry server = Fleet.open(moved, InstantSource.system())) {
            X509Certificate after = server.keys().serverIdentity().certificate();
            assertThat(after).isNotEqualTo(before);
            assertThat(after.getSubjectAlternativeNames())
                    .extracting(name -> String.valueOf(name.get(1)))
                    .contains("198.51.100.1");
        }
    }

    @Test
    void renews_the_servers_certificate_in_good_time() {
        MovableClock clock = new MovableClock();
        try (ServerRegistry server = Fleet.open(Fleet.settings(home), clock)) {
            X509Certificate before = server.keys().serverIdentity().certificate();
            clock.advance(Duration.ofDays(400));
            assertThat(server.keys().serverIdentity().certificate()).isEqualTo(before);
            clock.advance(Duration.ofDays(100));
            assertThat(server.keys().serverIdentity().certificate()).isNotEqualTo(before);
        }
    }

    @Test
    void replaces_a_servers_certificate_that_a_crash_left_in_pieces() throws Exception {
        Fleet.open(home).close();
        Files.writeString(home.resolve("keys").resolve("server.crt"), "half a cert");

        try (ServerRegistry server = Fleet.open(home)) {
            assertThat(server.keys().serverIdentity().chain()).hasSize(2);
        }
    }

    @Test
    void makes_no_new_fleet_over_an_old_one() throws Exception {
        try (ServerRegistry server = Fleet.open(home)) {
            Fleet.enrol(server, "gw7");
        }
        Files.delete(home.resolve("keys").resolve("fleet-ca.key"));

        assertThatThrownBy(() -> Fleet.open(home))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("fleet-ca.key is missing")
                .hasMessageContaining("restore it from a backup");
    }

    @Test
    void takes_over_keys_that_an_earlier_version_stored_in_clear() throws Exception {
        Path keys = home.resolve("keys");
        FleetCa ca = FleetCa.create("fleet", InstantSource.system().instant());
        ca.store(keys);
        SealingKeyPair second = SealingKeyPair.generate();
        second.store(keys.resolve("sender-2.key"));
        SealingKeyPair third = SealingKeyPair.generate();
        third.store(keys.resolve("sender-3.key"));

        try (ServerRegistry server = Fleet.open(home)) {
            assertThat(server.keys().ca().certificate()).isEqualTo(ca.certificate());
            assertThat(server.keys().currentSender().id()).isEqualTo(2);
            assertThat(Fleet.enrol(server, "gw7").senderKeys())
                    .anyMatch(key -> key.id() == 3 && key.key().equals(third.publicKey()));
        }
        for (String file : List.of("fleet-ca.key", "sender-2.key", "sender-3.key")) {
            assertThat(Files.readString(keys.resolve(file))).contains("ENCRYPTED PRIVATE KEY");
        }
    }

    @Test
    void takes_a_certificate_for_revoked_that_it_never_issued() throws Exception {
        try (ServerRegistry server = Fleet.open(home)) {
            Fleet.enrol(server, "gw7");
            X509Certificate foreign =
                    server.keys()
                            .ca()
                            .issueGateway(
                                    CertificateSigning.parse(
                                            CertificateSigning.requestPem(
                                                    CertificateSigning.newKeyPair(), "gw7")),
                                    "gw7",
                                    InstantSource.system().instant(),
                                    Duration.ofDays(1));

            assertThat(server.keys().isRevoked(foreign)).isTrue();
            assertThat(server.keys().isRevoked(server.keys().ca().certificate())).isTrue();
        }
    }
}
