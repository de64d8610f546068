/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.ipsec.IpsecSettings;
import io.reveille.server.registry.IpLiterals;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IpsecBindTest {

    @Test
    void an_inner_address_that_the_machine_lacks_is_told_with_what_to_do(@TempDir Path home)
            throws Exception {
        ProxyOptions usual = TestServer.options();
        ProxyOptions options =
                new ProxyOptions(
                        usual.listen(),
                        freePort(),
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
                                                (Inet4Address) IpLiterals.parse("203.0.113.77"),
                                                Duration.ofSeconds(1)),
                                        "198.18.128.0/17",
                                        Set.of("*"))));

        assertThatThrownBy(() -> new TestServer(home, options))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ipsec.inner.address")
                .hasMessageContaining("203.0.113.77")
                .hasMessageContaining("ip address add 203.0.113.77/32 dev lo");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
