/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import static io.reveille.server.signal.Gateways.GATEWAY;
import static io.reveille.server.signal.Gateways.SEALED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.protocol.TextForm;
import io.reveille.server.registry.RouteHealth.State;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several sessions, TLS, and the form of messages. */
@Timeout(60)
class SmppSessionsTest {
    @TempDir private Path directory;

    @Test
    void several_sessions_share_the_work_and_one_is_enough() throws Exception {
        try (Smsc smsc = Smsc.open();
                SmppRoute route = start(settings("127.0.0.1", smsc.port(), false, 2), false)) {
            await().until(() -> route.health().state() == State.UP);
            assertThat(route.health().text())
                    .isEqualTo("bound to 127.0.0.1:%d (2 of 2 sessions)".formatted(smsc.port()));
            assertThat(smsc.sessions).hasSize(2);
            for (int i = 0; i < 4; i++) {
                send(route);
            }
            assertThat(smsc.submitted).hasSize(4);

            smsc.sessions.remove(0).close();
            assertThat(send(route)).startsWith("accepted");
            await().until(() -> smsc.sessions.size() == 2);
        }
    }

    @Test
    void tls_is_checked_against_the_given_authority_and_the_name() throws Exception {
        TestTls tls = TestTls.create(directory);
        try (Smsc smsc = secure(tls);
                SmppRoute route =
                        start(
                                trusting(settings("localhost", smsc.port(), true, 1), tls.trust()),
                                false)) {
            await().until(() -> route.health().state() == State.UP);
            assertThat(send(route)).startsWith("accepted");
        }
        try (Smsc smsc = secure(tls);
                SmppRoute route = start(settings("localhost", smsc.port(), true, 1), false)) {
            await().until(() -> route.health().text().contains("certification path"));
            assertThat(smsc.binds).isEmpty();
        }
        try (Smsc smsc = secure(tls);
                SmppRoute route =
                        start(
                                trusting(settings("127.0.0.1", smsc.port(), true, 1), tls.trust()),
                                false)) {
            await().until(() -> route.health().text().contains("subject alternative names"));
            assertThat(smsc.binds).isEmpty();
        }
    }

    private static Smsc secure(TestTls tls) throws IOException {
        return Smsc.open(
                tls.server()
                        .getServerSocketFactory()
                        .createServerSocket(0, 10, InetAddress.getLoopbackAddress()));
    }

    @Test
    void a_route_that_was_found_to_mangle_octets_sends_text() throws Exception {
        try (Smsc smsc = Smsc.open();
                SmppRoute route = start(settings("127.0.0.1", smsc.port(), false, 1), true)) {
            await().until(() -> route.health().state() == State.UP);
            assertThat(route.form()).contains("text");

            send(route);

            var submitted = smsc.submitted.get(0);
            assertThat(submitted.getDataCoding()).isZero();
            assertThat(submitted.getEsmClass()).isZero();
            assertThat(new String(submitted.getShortMessage(), StandardCharsets.US_ASCII))
                    .isEqualTo(TextForm.encode(SEALED));
        }
    }

    private SmppRoute start(SmppSettings settings, boolean mangles) {
        return SmppRoute.start(settings, RouteTraits.named("smpp test"), () -> mangles);
    }

    private SmppSettings settings(String host, int port, boolean tls, int binds)
            throws IOException {
        SmppSettings s = Gateways.settings(host, port, Gateways.password(directory, Smsc.PASSWORD));
        return new SmppSettings(
                host,
                port,
                tls,
                s.systemId(),
                s.passwordFile(),
                s.systemType(),
                s.source(),
                s.receipts(),
                s.ports(),
                s.window(),
                binds,
                s.trust(),
                s.enquireLink(),
                s.responseTimeout(),
                s.shortestPause(),
                s.longestPause());
    }

    private static SmppSettings trusting(SmppSettings s, Path trust) {
        return new SmppSettings(
                s.host(),
                s.port(),
                s.tls(),
                s.systemId(),
                s.passwordFile(),
                s.systemType(),
                s.source(),
                s.receipts(),
                s.ports(),
                s.window(),
                s.binds(),
                Optional.of(trust),
                s.enquireLink(),
                s.responseTimeout(),
                s.shortestPause(),
                s.longestPause());
    }

    private static String send(SmsRoute route) throws Exception {
        return route.send(GATEWAY, SEALED, Duration.ofSeconds(30))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }
}
