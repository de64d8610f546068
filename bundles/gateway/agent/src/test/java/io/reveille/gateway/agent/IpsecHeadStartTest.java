/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.ipsec.IpsecSettings;
import io.reveille.protocol.TunnelProtocol;
import io.reveille.tunnel.TunnelSettings;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a gateway does while IKE is on its way: the IKE daemon takes orders and says nothing. */
class IpsecHeadStartTest extends PrivateProxyFixture {
    private final Queue<SocketChannel> orders = new ConcurrentLinkedQueue<>();
    private ServerSocketChannel daemon;
    private Thread listening;

    @BeforeEach
    void start_with_a_slow_daemon() throws Exception {
        gateway.close();
        Path vici = home.resolve("vici");
        daemon = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        daemon.bind(UnixDomainSocketAddress.of(vici));
        listening = new Thread(this::takeOrders);
        listening.setDaemon(true);
        listening.start();
        PrivateProxyConfiguration usual = configuration(budget(10, 10));
        gateway =
                PrivateProxy.open(
                        new PrivateProxyConfiguration(
                                home,
                                usual.services(),
                                Set.of(TunnelProtocol.IPSEC),
                                TunnelSettings.defaults(),
                                usual.proxiesAllowed(),
                                usual.msisdn(),
                                usual.budget(),
                                Optional.of(new GatewayIpsec(IpsecSettings.at(vici), false))),
                        identity,
                        CLOCK);
        await().until(() -> orders.size() == 1); // to forget what an earlier run left behind
    }

    @AfterEach
    void hang_up() throws Exception {
        daemon.close();
        listening.join(); // or else it may take one more order after the others were hung up on
        for (SocketChannel order : orders) {
            order.close();
        }
    }

    private void takeOrders() {
        try {
            while (true) {
                orders.add(daemon.accept());
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    @Test
    void connects_to_the_service_while_ike_comes_up_and_hangs_up_when_it_does_not()
            throws Exception {
        TestRequest request = request();
        request.protocol = TunnelProtocol.IPSEC;

        accept(request);

        await().until(() -> orders.size() == 2);
        await().until(() -> echo.open() == 1);
        assertThat(events()).doesNotContain("dial-failed");

        hang_up();

        await().until(() -> events().contains("dial-failed"));
        await().until(() -> echo.open() == 0);
    }
}
