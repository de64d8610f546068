/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.awaitility.Awaitility.await;

import io.reveille.crypto.Secret;
import io.reveille.server.registry.ClientReach;
import io.reveille.server.registry.ClientRole;
import io.reveille.server.registry.Session;
import io.reveille.server.registry.UserRights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * A server whose registry knows ada; nobody is let in by address. Its gateway {@code gw7} has the
 * services {@code echo}, {@code sink}, which never reads, and {@code slow}, which never comes to
 * the end of its answer.
 */
final class People implements AutoCloseable {

    static final String PASSWORD = "a long password";
    static final String BASIC =
            "Basic "
                    + Base64.getEncoder()
                            .encodeToString(
                                    ("ada:" + PASSWORD).getBytes(StandardCharsets.US_ASCII));

    final TestServer server;
    private final TestService echo = TestService.echo();
    private final TestService sink;
    private final TestService slow;

    People(Path home, ProxyOptions options) throws Exception {
        TestServer[] made = new TestServer[1];
        server =
                new TestServer(
                        home,
                        options,
                        new ClientAuthority(
                                () -> Optional.ofNullable(made[0]).map(s -> s.registry.access()),
                                () -> Optional.ofNullable(made[0]).map(s -> s.registry.grants())));
        made[0] = server;
        sink = new TestService(connection -> awaitEnd());
        slow =
                new TestService(
                        connection -> {
                            connection.getInputStream().read();
                            connection
                                    .getOutputStream()
                                    .write(
                                            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npart"
                                                    .getBytes(StandardCharsets.US_ASCII));
                            awaitEnd();
                        });
        server.registry
                .users()
                .add("ada", new UserRights(ClientRole.CLIENT, ClientReach.parse("gw7")));
        server.registry
                .users()
                .password("ada", Secret.of(PASSWORD.getBytes(StandardCharsets.US_ASCII)));
        server.gateway(
                "gw7",
                Map.of("echo", echo.address(), "sink", sink.address(), "slow", slow.address()));
    }

    private void awaitEnd() {
        echo.awaitClose();
    }

    /** The newest session that ended for such a reason, once there is one. */
    Session ended(String reason) {
        return await().until(
                        () ->
                                server.registry.sessions().recent(100, Optional.empty()).stream()
                                        .filter(one -> one.reason().contains(reason))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        server.close();
        echo.close();
        sink.close();
        slow.close();
    }
}
