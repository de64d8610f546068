/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.Session;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionPruningTest {
    private static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.9", 40001);

    @TempDir Path home;

    @Test
    void drops_old_sessions_but_never_open_ones() {
        MovableClock clock = new MovableClock();
        String stillOpen;
        try (ServerRegistry server = Fleet.open(Fleet.settings(home), clock)) {
            server.sessions().open("gw7", "http", CLIENT).end(Outcome.COMPLETED, "");
            stillOpen = server.sessions().open("gw7", "http", CLIENT).key();
            clock.advance(SessionRetention.DEFAULT.age().plusDays(1));
            awaitPruned(server, stillOpen);
        }
    }

    @Test
    void keeps_no_more_sessions_than_configured() {
        SessionRetention hundred = new SessionRetention(Duration.ofDays(1), 100);
        try (ServerRegistry server = open(hundred)) {
            for (int i = 0; i < 150; i++) {
                server.sessions().open("gw7", "http", CLIENT).end(Outcome.COMPLETED, "");
            }
        }
        try (ServerRegistry server = open(hundred)) {
            await().untilAsserted(
                            () ->
                                    assertThat(server.sessions().recent(1000, Optional.empty()))
                                            .hasSize(100));
        }
    }

    private ServerRegistry open(SessionRetention retention) {
        return ServerRegistry.open(
                Fleet.settings(home), retention, Optional::empty, InstantSource.system());
    }

    private void awaitPruned(ServerRegistry server, String stillOpen) {
        for (int i = 0; i < 1000; i++) {
            server.sessions().open("gw8", "http", CLIENT).end(Outcome.COMPLETED, "");
        }
        await().untilAsserted(
                        () ->
                                assertThat(server.sessions().recent(1000, Optional.of("gw7")))
                                        .extracting(Session::key)
                                        .containsExactly(stillOpen));
    }
}
