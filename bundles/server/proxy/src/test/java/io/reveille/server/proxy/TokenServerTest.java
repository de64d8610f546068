/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.crypto.KeyPlace;
import io.reveille.server.registry.internal.KeySettings;
import io.reveille.tests.token.SoftToken;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server whose keys are in a token (PKCS#11, SoftHSM2). */
@Timeout(120)
class TokenServerTest {
    @TempDir Path home;

    @Test
    void serves_a_real_gateway_with_keys_that_never_leave_their_token() throws Exception {
        KeySettings keys = KeySettings.DEFAULT.in(KeyPlace.FILES.in(SoftToken.in(home)));
        try (TestService echo = TestService.echo();
                TestServer server =
                        new TestServer(
                                home.resolve("server"),
                                TestServer.options(),
                                ClientAuthority.NOBODY,
                                keys);
                RealGateway gateway =
                        new RealGateway(
                                        server,
                                        "gw7",
                                        echo.address(),
                                        home.resolve("gateway"),
                                        true)
                                .on()) {
            assertThat(server.registry.keys().serverIdentity().privateKey().getEncoded()).isNull();

            byte[] said = "through a token's key\n".getBytes(StandardCharsets.UTF_8);
            server.awaitOpen(gateway.id);
            try (Socket client = server.client(gateway.id, "echo")) {
                client.getOutputStream().write(said);
                assertThat(client.getInputStream().readNBytes(said.length)).isEqualTo(said);
            }
        }
    }
}
