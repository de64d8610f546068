/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.ipsec.IpsecSettings;
import io.reveille.protocol.Step;
import io.reveille.protocol.TunnelProtocol;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.Session;
import io.reveille.server.registry.SessionStep;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway's tunnels are what the registry says, without a restart, and never anything else. */
class IpsecBindTest {
    private TestServer server;
    private TestService service;
    private TestGateway gateway;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        ProxyOptions usual = TestServer.options();
        server =
                new TestServer(
                        home,
                        new ProxyOptions(
                                usual.listen(),
                                usual.tunnelPort(),
                                usual.clientAllow(),
                                usual.rendezvousTimeout(),
                                usual.quietClient(),
                                usual.mostClients(),
                                usual.mostWaiting(),
                                usual.signals(),
                                usual.threads(),
                                usual.tunnel(),
                                usual.wake(),
                                Optional.of(
                                        new ProxyIpsec(
                                                new IpsecSettings(
                                                        home.resolve("no.vici"),
                                                        (Inet4Address)
                                                                IpLiterals.parse("203.0.113.77"),
                                                        Duration.ofSeconds(1)),
                                                "198.18.128.0/17"))));
        service = TestService.echo();
        gateway = server.gateway("gw7", Map.of("http", service.address()));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        service.close();
    }

    private void tunnels(TunnelProtocol protocol) {
        server.registry.registry().reach("gw7", reach -> reach.with(protocol));
    }

    private int exchange() throws IOException {
        try (Socket client = server.client("gw7", "http")) {
            client.getOutputStream().write(5);
            return client.getInputStream().read();
        }
    }

    @Test
    void an_inner_address_that_the_machine_lacks_is_told_with_what_to_do() throws Exception {
        tunnels(TunnelProtocol.IPSEC);

        assertThat(exchange()).isEqualTo(-1);

        Session session = server.endedSession();
        assertThat(details(session))
                .anySatisfy(
                        detail ->
                                assertThat(detail)
                                        .contains("ipsec.inner.address")
                                        .contains("203.0.113.77")
                                        .contains("ip address add 203.0.113.77/32 dev lo"));
        assertThat(gateway.signals).as("asked to come otherwise").hasValue(0);
    }

    @Test
    void a_change_drains_the_tunnel_that_came_before_it_and_holds_for_the_next() throws Exception {
        assertThat(exchange()).isEqualTo(5);
        assertThat(gateway.tunnels).hasSize(1);

        tunnels(TunnelProtocol.IPSEC);

        await().until(() -> server.proxy.tunnels().isEmpty());
        assertThat(exchange()).isEqualTo(-1);
        assertThat(gateway.tunnels).hasSize(1);

        tunnels(TunnelProtocol.TLS);

        assertThat(exchange()).isEqualTo(5);
        assertThat(gateway.tunnels).hasSize(2);
    }

    private static List<String> details(Session session) {
        return session.steps().stream()
                .filter(step -> step.step() == Step.D)
                .map(SessionStep::detail)
                .toList();
    }
}
