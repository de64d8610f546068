/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.reveille.crypto.Octets;
import io.reveille.crypto.Secret;
import io.reveille.ipsec.IpsecException;
import io.reveille.ipsec.IpsecInitiator;
import io.reveille.ipsec.IpsecPath;
import io.reveille.ipsec.IpsecResponder;
import io.reveille.ipsec.IpsecSession;
import io.reveille.ipsec.IpsecSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** IPsec between two real strongSwan daemons through the carrier's NAT. */
@Tag("lab")
class IpsecPathTest {
    private static final int PORT = 4433;
    private static final String INNER = "198.18.0.1";

    @RegisterExtension static final Lab LAB = new Lab();

    private static IpsecResponder responder;
    private static StrongSwan gatewaySide;

    @BeforeAll
    static void start() throws IpsecException {
        if (!StrongSwan.isInstalled()) {
            String why =
                    "SKIPPED: IpsecPathTest needs strongSwan; install: apt-get install"
                            + " charon-systemd strongswan-swanctl libcharon-extra-plugins";
            System.out.println(why);
            abort(why);
        }
        CarrierNetwork network = LAB.network();
        network.proxy().ip("addr add " + INNER + "/32 dev lo");
        StrongSwan proxySide = StrongSwan.start(network.run(), network.proxy(), "p");
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
                assertThat(
                                Peers.talk(
                                        network.device().namespace(),
                                        INNER,
                                        PORT,
                                        Terminal.MARKER))
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
                cameBySession =
                        responder.cameBy(session, InetAddress.getByName("198.18.128." + i));
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
                new IpsecSession(
                        session.id(), "pump-17", session.serverName(), Secret.random(32));

        assertThatThrownBy(() -> initiator("pump-17").up(forged, proxy()))
                .isInstanceOf(IpsecException.class)
                .hasMessageContaining("AUTHENTICATION_FAILED");
        assertThat(LAB.network().device().namespace().output("ip", "-br", "addr"))
                .doesNotContain("198.18.128.");
    }
}
