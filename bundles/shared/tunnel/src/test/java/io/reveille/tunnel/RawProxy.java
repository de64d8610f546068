/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A gateway whose proxy is the test itself, octet by octet. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RawProxy {

    static final byte[] ACCEPTED =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: reveille-h2\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
    static final byte[] HELLO =
            RawFrames.join(ACCEPTED, RawFrames.PREFACE, RawFrames.frame(RawFrames.SETTINGS, 0, 0));

    final TestFleet fleet = new TestFleet();
    TunnelRuntime runtime;
    TestTunnel gateway;
    TestService echo;
    SSLServerSocket proxy;

    @BeforeAll
    void start_event_loops() {
        runtime = TunnelRuntime.start(1);
    }

    @AfterAll
    void stop_event_loops() {
        runtime.close();
    }

    @BeforeEach
    void set_up() throws Exception {
        gateway = new TestTunnel(fleet, runtime, TunnelSettings.defaults());
        echo = TestService.echo();
        gateway.services.put("echo", echo.address());
        proxy = RawTls.listen(fleet.server());
        proxy.setReceiveBufferSize(16 * 1024);
    }

    @AfterEach
    void tear_down() throws Exception {
        proxy.close();
        echo.close();
        gateway.close();
    }

    CompletionStage<GatewayTunnel> dial() {
        return gateway.dialer()
                .dial(gateway.order((InetSocketAddress) proxy.getLocalSocketAddress()));
    }

    SSLSocket accept() throws IOException {
        SSLSocket peer = (SSLSocket) proxy.accept();
        peer.setSoTimeout(20_000);
        assertThat(RawTls.readHead(peer)).startsWith("GET /tunnel HTTP/1.1\r\n");
        return peer;
    }
}
