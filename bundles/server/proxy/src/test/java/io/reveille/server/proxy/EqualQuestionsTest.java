/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.server.registry.ClientAccess;
import io.reveille.server.registry.ClientCredentials;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.server.registry.ClientVerdict;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.PasswordCredentials;
import io.reveille.server.registry.Registry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every entry asks the registry once for a name and a password, whoever is named. */
@ExtendWith(NoLeaks.class)
class EqualQuestionsTest {
    private final Asked asked = new Asked();

    @Test
    void an_unknown_user_is_asked_for_as_often_as_a_known_one_and_answered_alike(@TempDir Path home)
            throws Exception {
        ForwardPort port =
                new ForwardPort(IpLiterals.parse("127.0.0.1"), 0, List.of(), Optional.empty());
        try (TestService echo = TestService.echo();
                TestServer server =
                        new TestServer(
                                home,
                                TestServer.options("192.0.2.0/24", Duration.ofSeconds(20), 64)
                                        .with(
                                                new ForwardOptions(
                                                        Optional.of(port), Optional.of(port)))
                                        .with(
                                                new WebOptions(
                                                        Optional.of(IpLiterals.parse("127.0.0.1")),
                                                        0,
                                                        SniOptions.OFF)),
                                new ClientAuthority(() -> Optional.of(asked), Optional::empty))) {
            server.gateway("gw7", Map.of("echo", echo.address()));
            Map<String, InetSocketAddress> entries = server.proxy.entries();
            for (String entry : List.of("connect", "socks", "web")) {
                String known = answer(entries.get(entry), entry, "ada");
                assertThat(answer(entries.get(entry), entry, "eve")).as(entry).isEqualTo(known);
                assertThat(asked.names).as(entry).containsExactly("ada", "eve");
                asked.names.clear();
            }
            assertThat(echo.accepted()).isZero();
        }
    }

    private static String answer(InetSocketAddress at, String entry, String user)
            throws IOException {
        String basic =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (user + ":wrong").getBytes(StandardCharsets.US_ASCII));
        String host = "Host: echo.gw7.fleet.test\r\nConnection: close\r\n";
        String words =
                switch (entry) {
                    case "connect" ->
                            "CONNECT echo.gw7.fleet.test:80 HTTP/1.1\r\n%sProxy-Authorization: %s\r\n\r\n"
                                    .formatted(host, basic);
                    case "socks" -> "\5\1\2\1\3" + user + "\5wrong";
                    default ->
                            "GET / HTTP/1.1\r\n%sAuthorization: %s\r\n\r\n".formatted(host, basic);
                };
        try (Socket client = new Socket(at.getAddress(), at.getPort())) {
            client.setSoTimeout(30_000);
            client.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
                    .replaceAll("(?i)\r\ndate: [^\r]*", "");
        }
    }

    /** Knows ada, and notes who is asked for. */
    private static final class Asked implements ClientAccess {
        final List<String> names = new CopyOnWriteArrayList<>();
        private final ClientAccess ada = new OneUser();

        @Override
        public CompletionStage<ClientVerdict> authenticate(
                ClientCredentials credentials, InetAddress source) {
            names.add(((PasswordCredentials) credentials).user());
            return ada.authenticate(credentials, source);
        }

        @Override
        public boolean stands(ClientIdentity identity, String gatewayId, String service) {
            return ada.stands(identity, gatewayId, service);
        }

        @Override
        public Registry.Subscription onChange(Runnable listener) {
            return ada.onChange(listener);
        }
    }
}
