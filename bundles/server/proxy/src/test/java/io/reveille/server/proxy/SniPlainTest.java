/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** TLS that ends at the proxy, in front of a service that speaks neither TLS nor HTTP. */
@ExtendWith(NoLeaks.class)
class SniPlainTest {

    private static final String NAME = "echo.gw7.fleet.test";

    private EntryFiles files;
    private TestService echo;
    private TestServer server;

    @BeforeEach
    void start(@TempDir Path home, @TempDir Path folder) throws Exception {
        files = new EntryFiles(folder, "*.gw7.fleet.test");
        echo = TestService.echo();
        server =
                new TestServer(
                        home,
                        TestServer.options().with(files.entries(Optional.empty(), Set.of("echo"))));
        server.gateway("gw7", Map.of("echo", echo.address()));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        echo.close();
    }

    @Test
    void who_has_said_all_still_gets_the_whole_answer() throws Exception {
        byte[] much = new byte[1_000_000];
        try (SSLSocket client = connect()) {
            Thread writer =
                    new Thread(
                            () -> {
                                try {
                                    client.getOutputStream().write(much);
                                    client.shutdownOutput();
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            writer.start();

            assertThat(client.getInputStream().readAllBytes().length).isEqualTo(much.length);
            writer.join();
        }
    }

    private SSLSocket connect() throws Exception {
        InetSocketAddress address = server.proxy.entries().get("sni");
        Socket below = new Socket(address.getAddress(), address.getPort());
        below.setSoTimeout(20_000);
        SSLSocket socket =
                (SSLSocket)
                        files.context()
                                .getSocketFactory()
                                .createSocket(below, NAME, address.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(NAME)));
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }
}
