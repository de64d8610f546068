/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.Octets;
import io.reveille.crypto.Secret;
import io.reveille.crypto.TlsIdentity;
import io.reveille.ipsec.IpsecException;
import io.reveille.ipsec.IpsecIdentity;
import io.reveille.ipsec.IpsecInitiator;
import io.reveille.ipsec.IpsecPath;
import io.reveille.ipsec.IpsecResponder;
import io.reveille.ipsec.IpsecSession;
import io.reveille.ipsec.IpsecSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** IPsec between two real strongSwan daemons through the carrier's NAT. */
@Tag("lab")
class IpsecPathTest {
    private static final int PORT = 4433;
    private static final String INNER = StrongSwan.INNER;

    @RegisterExtension static final Lab LAB = new Lab();

    private static IpsecResponder responder;
    private static StrongSwan proxySide;
    private static StrongSwan gatewaySide;

    @BeforeAll
    static void start() throws IpsecException {
        Lab.requireStrongSwan("IpsecPathTest");
        CarrierNetwork network = LAB.network();
        network.proxy().ip("addr add " + INNER + "/32 dev lo");
        proxySide = StrongSwan.start(network.run(), network.proxy(), "p");
        gatewaySide = StrongSwan.start(network.run(), network.device().namespace(), "g");
        responder =
                new IpsecResponder(
                        IpsecSettings.at(proxySide.vici()),
                        "198.18.128.0/17",
                        PORT,
                        Optional.empty());
        assertThat(responder.open()).contains("charon");
        var unused = Peers.echo(network, network.proxy(), PORT);
    }

    @AfterEach
    void forget() throws IpsecException {
        responder.clear();
    }

    private static IpsecInitiator initiator(String gatewayId) {
        return new IpsecInitiator(settings(), gatewayId, Optional.empty());
    }

    private static IpsecSettings settings() {
        return new IpsecSettings(
                gatewaySide.vici(),
                IpsecSettings.at(gatewaySide.vici()).innerAddress(),
                Duration.ofSeconds(10));
    }

    private static IpsecSession session(String gatewayId) {
        return new IpsecSession(
                Octets.of(Secret.random(16).copy()),
                gatewayId,
                "proxy.fleet.example",
                Secret.random(32));
    }

    private static InetSocketAddress proxy() {
        return new InetSocketAddress(CarrierNetwork.PROXY, PORT);
    }

    @Test
    void what_is_said_inside_crosses_the_carrier_as_esp_in_udp_alone() throws Exception {
        CarrierNetwork network = LAB.network();
        IpsecSession session = session("pump-17");
        responder.expect(session);
        try (Capture edge =
                Capture.start(network.run(), "esp", network.carrier().namespace(), "wan")) {
            try (IpsecPath path = initiator("pump-17").up(session, proxy())) {
                assertThat(path.proxy()).isEqualTo(new InetSocketAddress(INNER, PORT));
                assertThat(Peers.talk(network.device().namespace(), INNER, PORT, Terminal.MARKER))
                        .isEqualTo(Terminal.MARKER);
            }
            assertThat(edge.packets("udp port 4500")).isPositive();
            assertThat(edge.packets("not udp port 4500 and not udp port 500")).isZero();
        }
    }

    @Test
    void the_proxy_knows_whose_tunnel_a_connection_came_by() throws Exception {
        IpsecSession session = session("pump-17");
        IpsecSession other = session("pump-18");
        responder.expect(session);
        responder.expect(other);
        InetAddress first = InetAddress.getByName("198.18.128.1");

        try (IpsecPath path = initiator("pump-17").up(session, proxy())) {
            assertThat(path.proxy().getPort()).isEqualTo(PORT);
            boolean cameBySession = false;
            for (int i = 0; i < 64 && !cameBySession; i++) {
                cameBySession = responder.cameBy(session, InetAddress.getByName("198.18.128." + i));
            }
            assertThat(cameBySession).isTrue();
            assertThat(responder.cameBy(other, first)).isFalse();
        }
    }

    @Test
    void without_the_sessions_key_nothing_comes_up_and_nothing_is_left() throws Exception {
        IpsecSession session = session("pump-17");
        responder.expect(session);
        IpsecSession forged =
                new IpsecSession(session.id(), "pump-17", session.serverName(), Secret.random(32));

        assertThatThrownBy(() -> initiator("pump-17").up(forged, proxy()))
                .isInstanceOf(IpsecException.class)
                .hasMessageContaining("AUTHENTICATION_FAILED");
        assertThat(LAB.network().device().namespace().output("ip", "-br", "addr"))
                .doesNotContain("198.18.128.");
    }

    @Test
    void a_proxy_that_starts_anew_leaves_no_tunnel_of_before() throws Exception {
        IpsecSession session = session("pump-17");
        responder.expect(session);
        try (IpsecPath path = initiator("pump-17").up(session, proxy())) {
            assertThat(path.proxy().getPort()).isEqualTo(PORT);
            assertThat(proxySide.tunnels()).isEqualTo(1);

            assertThat(responder.open()).contains("charon");

            assertThat(proxySide.tunnels()).isZero();
        }
    }

    @Test
    void several_gateways_are_let_in_at_once_each_by_its_own_key() throws Exception {
        IpsecSession first = session("pump-17");
        IpsecSession second = session("pump-18");
        responder.expect(first);
        responder.expect(second);
        try (IpsecPath one = initiator("pump-17").up(first, proxy());
                IpsecPath two = initiator("pump-18").up(second, proxy())) {
            assertThat(one.proxy()).isEqualTo(two.proxy());
            assertThat(proxySide.tunnels()).isEqualTo(2);

            responder.forget(first, true);

            assertThat(proxySide.tunnels()).isEqualTo(1);
        }
    }

    @Test
    void certificates_of_the_fleet_serve_in_place_of_a_key() throws Exception {
        Instant now = Instant.now();
        FleetCa ca = FleetCa.create("lab", now);
        IpsecIdentity server =
                new IpsecIdentity(
                        ca.issueServer(
                                List.of("proxy.fleet.example"), List.of(), now, Duration.ofDays(1)),
                        ca.certificate());
        IpsecResponder proxyEnd =
                new IpsecResponder(
                        IpsecSettings.at(proxySide.vici()),
                        "198.18.128.0/17",
                        PORT,
                        Optional.of(server));
        IpsecSession session = session("pump-17");
        proxyEnd.expect(session);

        try (IpsecPath path = byCertificate(ca, "pump-17").up(session, proxy())) {
            assertThat(path.proxy().getPort()).isEqualTo(PORT);
            assertThat(proxySide.tunnels()).isEqualTo(1);
        }
        assertThatThrownBy(() -> byCertificate(ca, "pump-18").up(session, proxy()))
                .as("a gateway that was not asked")
                .isInstanceOf(IpsecException.class)
                .hasMessageContaining("AUTHENTICATION_FAILED");
        AtomicReference<IpsecIdentity> held =
                new AtomicReference<>(identity(FleetCa.create("before", now), "pump-17"));
        IpsecInitiator renewing = new IpsecInitiator(settings(), "pump-17", Optional.of(held::get));
        assertThatThrownBy(() -> renewing.up(session, proxy())).isInstanceOf(IpsecException.class);
        held.set(identity(ca, "pump-17"));
        try (IpsecPath path = renewing.up(session, proxy())) {
            assertThat(path.proxy().getPort()).as("by the renewed one").isEqualTo(PORT);
        }
        proxyEnd.forget(session, true);
        assertThat(proxySide.tunnels()).isZero();
    }

    private static IpsecInitiator byCertificate(FleetCa ca, String gatewayId) throws Exception {
        IpsecIdentity identity = identity(ca, gatewayId);
        return new IpsecInitiator(settings(), gatewayId, Optional.of(() -> identity));
    }

    private static IpsecIdentity identity(FleetCa ca, String gatewayId) throws Exception {
        KeyPair keys = CertificateSigning.newKeyPair();
        X509Certificate certificate =
                ca.issueGateway(
                        CertificateSigning.parse(CertificateSigning.requestPem(keys, gatewayId)),
                        gatewayId,
                        Instant.now(),
                        Duration.ofDays(1));
        TlsIdentity own =
                new TlsIdentity(keys.getPrivate(), List.of(certificate, ca.certificate()));
        return new IpsecIdentity(own, ca.certificate());
    }
}
