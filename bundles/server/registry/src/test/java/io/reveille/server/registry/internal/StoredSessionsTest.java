/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reveille.protocol.Step;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.Session;
import io.reveille.server.registry.SessionRecorder;
import io.reveille.server.registry.SessionStep;
import io.reveille.server.registry.Sessions;
import io.reveille.server.registry.internal.store.SessionChange.Opening;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredSessionsTest {
    private static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.9", 40001);

    @TempDir Path home;

    @Test
    void keeps_a_session_with_its_steps_and_its_outcome() {
        String key;
        try (ServerRegistry server = Fleet.open(home)) {
            SessionRecorder recorder = server.sessions().open("gw7", "http", CLIENT);
            key = recorder.key();
            recorder.step(Step.C, "from 192.0.2.9");
            recorder.step(Step.D, "accepted by smsc, id 17");
            recorder.octets(10, 20);
            recorder.step(Step.I, "");
            recorder.octets(100, 2000);
            recorder.end(Outcome.COMPLETED, "client closed");
        }

        try (ServerRegistry server = Fleet.open(home)) {
            Session session = server.sessions().session(key).orElseThrow();
            assertThat(session.steps())
                    .extracting(SessionStep::step)
                    .containsExactly(Step.C, Step.D, Step.I);
            assertThat(session.steps().get(1).detail()).isEqualTo("accepted by smsc, id 17");
            assertThat(session.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(session.reason()).isEqualTo("client closed");
            assertThat(session.client()).isEqualTo("192.0.2.9:40001");
            assertThat(session.octetsUp()).isEqualTo(100);
            assertThat(session.octetsDown()).isEqualTo(2000);
            assertThat(session.endedAt()).isPresent();
        }
    }

    @Test
    void a_session_that_no_one_waits_for_is_written_soon_and_is_on_record_when_the_server_stops() {
        String soon;
        String last;
        try (ServerRegistry server = Fleet.open(home)) {
            SessionRecorder recorder =
                    server.sessions().begin("gw7", "http", CLIENT, Optional.empty()).orElseThrow();
            soon = recorder.key();
            recorder.step(Step.I, "");
            recorder.octets(100, 2000);
            recorder.end(Outcome.COMPLETED, "");
            await().untilAsserted(
                            () ->
                                    assertThat(server.sessions().session(soon))
                                            .hasValueSatisfying(
                                                    s ->
                                                            assertThat(s.octetsDown())
                                                                    .isEqualTo(2000)));
            last =
                    server.sessions()
                            .begin("gw7", "http", CLIENT, Optional.of("ann"))
                            .orElseThrow()
                            .key();
        }
        try (ServerRegistry server = Fleet.open(home)) {
            assertThat(server.sessions().session(last))
                    .hasValueSatisfying(
                            s -> assertThat(s.outcome()).isEqualTo(Outcome.INTERRUPTED));
        }
    }

    @Test
    void what_a_killed_server_had_begun_is_on_record_once() throws Exception {
        Path data = home.resolve("data");
        Fleet.open(home).close();
        Opening opening =
                new Opening(
                        SessionKeys.first(Instant.now()),
                        "gw7",
                        "http",
                        "192.0.2.9:40001",
                        Optional.of("ann"),
                        Instant.parse("2026-11-23T05:00:00Z"));
        try (SessionJournal journal = SessionJournal.open(data)) {
            journal.begun(opening);
        }
        Files.writeString(data.resolve("sessions-begun-1"), "{\"key\":\"00000000000");

        for (int life = 0; life < 2; life++) {
            try (ServerRegistry server = Fleet.open(home)) {
                assertThat(server.sessions().recent(10, Optional.empty())).hasSize(1);
                Session session = server.sessions().session(opening.key()).orElseThrow();
                assertThat(session.outcome()).isEqualTo(Outcome.INTERRUPTED);
                assertThat(session.client()).isEqualTo(opening.client());
            }
        }
    }

    @Test
    void the_journal_is_emptied_of_what_is_in_the_database() throws Exception {
        Path data = home.resolve("data");
        try (ServerRegistry server = Fleet.open(home)) {
            for (int i = 0; i < 20; i++) {
                for (int j = 0; j < 200; j++) {
                    var begun = server.sessions().begin("gw7", "http", CLIENT, Optional.empty());
                    assertThat(begun).isPresent();
                }
                server.sessions().open("gw7", "http", CLIENT);
            }
            assertThat(
                            Files.size(data.resolve("sessions-begun-0"))
                                    + Files.size(data.resolve("sessions-begun-1")))
                    .isBetween(1L, 4 * 64 * 1024L);
        }
    }

    @Test
    void so_many_that_they_cannot_be_written_in_time_must_wait() {
        try (ServerRegistry server = Fleet.open(home)) {
            boolean refused = false;
            for (int i = 0; i < 20_000 && !refused; i++) {
                refused =
                        server.sessions().begin("gw7", "http", CLIENT, Optional.empty()).isEmpty();
            }

            assertThat(refused).isTrue();
            assertThat(server.sessions().open("gw7", "http", CLIENT).key()).isNotEmpty();
        }
    }

    @Test
    void can_be_asked_for_at_once() {
        try (ServerRegistry server = Fleet.open(home)) {
            SessionRecorder recorder = server.sessions().open("gw7", "http", CLIENT);

            assertThat(server.sessions().session(recorder.key()))
                    .hasValueSatisfying(s -> assertThat(s.outcome()).isEqualTo(Outcome.OPEN));
            recorder.end(Outcome.CLIENT_LEFT, "");
            await().untilAsserted(
                            () ->
                                    assertThat(server.sessions().session(recorder.key()))
                                            .hasValueSatisfying(
                                                    s ->
                                                            assertThat(s.outcome())
                                                                    .isEqualTo(
                                                                            Outcome.CLIENT_LEFT)));
        }
    }

    @Test
    void interrupts_what_is_open_when_the_server_stops() {
        String key;
        try (ServerRegistry server = Fleet.open(home)) {
            key = server.sessions().open("gw7", "http", CLIENT).key();
        }
        try (ServerRegistry server = Fleet.open(home)) {
            Session session = server.sessions().session(key).orElseThrow();
            assertThat(session.outcome()).isEqualTo(Outcome.INTERRUPTED);
            assertThat(session.reason()).contains("stopped");
            assertThat(session.endedAt()).isPresent();
        }
    }

    @Test
    void takes_the_steps_before_the_connection_from_the_latest_lookup() {
        MovableClock clock = new MovableClock();
        try (ServerRegistry server = Fleet.open(Fleet.settings(home), clock)) {
            Instant asked = clock.instant();
            clock.advance(Duration.ofMillis(3));
            server.lookups()
                    .lookup(
                            "gw7",
                            "http",
                            IpLiterals.parse("192.0.2.53"),
                            asked,
                            clock.instant(),
                            "203.0.113.7:20017");
            clock.advance(Duration.ofSeconds(1));

            Session session = closed(server, server.sessions().open("gw7", "http", CLIENT));

            assertThat(session.steps())
                    .extracting(SessionStep::step)
                    .containsExactly(Step.A, Step.B);
            assertThat(session.steps().get(0).at()).isEqualTo(asked);
            assertThat(session.steps().get(0).detail()).contains("192.0.2.53");
            assertThat(session.steps().get(1).detail()).isEqualTo("203.0.113.7:20017");
        }
    }

    @Test
    void does_not_take_an_old_lookup_for_this_clients() {
        MovableClock clock = new MovableClock();
        try (ServerRegistry server = Fleet.open(Fleet.settings(home), clock)) {
            server.lookups()
                    .lookup(
                            "gw7",
                            "",
                            IpLiterals.parse("192.0.2.53"),
                            clock.instant(),
                            clock.instant(),
                            "203.0.113.7");
            clock.advance(Duration.ofMinutes(3));

            Session session = closed(server, server.sessions().open("gw7", "http", CLIENT));

            assertThat(session.steps()).isEmpty();
        }
    }

    @Test
    void places_steps_told_by_their_age_within_the_session() {
        try (ServerRegistry server = Fleet.open(home)) {
            SessionRecorder recorder = server.sessions().open("gw7", "http", CLIENT);
            recorder.step(Step.H, "");
            recorder.step(Step.E, Duration.ofDays(400), "a gateway's wrong clock");
            recorder.step(Step.F, Duration.ofDays(-400), "or a worse one");

            Session session = closed(server, recorder);

            assertThat(session.steps())
                    .extracting(SessionStep::step)
                    .containsExactly(Step.E, Step.H, Step.F);
            assertThat(session.steps().get(0).at()).isEqualTo(session.openedAt());
            assertThat(session.steps().get(2).at())
                    .isBeforeOrEqualTo(session.endedAt().orElseThrow());
        }
    }

    @Test
    void bounds_what_others_make_it_write() {
        try (ServerRegistry server = Fleet.open(home)) {
            SessionRecorder recorder = server.sessions().open("gw7", "http", CLIENT);
            for (int i = 0; i < 10_000; i++) {
                recorder.step(Step.D, "x\n\u0007".repeat(5000));
            }

            Session session = closed(server, recorder);

            assertThat(session.steps()).hasSize(LiveSession.MAX_STEPS);
            assertThat(session.steps()).allMatch(step -> step.detail().matches("[x ]{1,500}"));
        }
    }

    @Test
    void ignores_whatever_comes_after_the_end() {
        try (ServerRegistry server = Fleet.open(home)) {
            SessionRecorder recorder = server.sessions().open("gw7", "http", CLIENT);
            assertThatThrownBy(() -> recorder.end(Outcome.OPEN, ""))
                    .isInstanceOf(IllegalArgumentException.class);
            recorder.end(Outcome.COMPLETED, "first");
            recorder.end(Outcome.TUNNEL_LOST, "second");
            recorder.step(Step.I, "late");

            Session session = closed(server, recorder);

            assertThat(session.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(session.reason()).isEqualTo("first");
            assertThat(session.steps()).isEmpty();
        }
    }

    @Test
    void lists_the_newest_first_and_by_gateway() {
        try (ServerRegistry server = Fleet.open(home)) {
            Sessions sessions = server.sessions();
            List<String> keys = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                keys.add(sessions.open(i % 2 == 0 ? "even" : "odd", "http", CLIENT).key());
            }

            assertThat(sessions.recent(4, Optional.empty()))
                    .extracting(Session::key)
                    .containsExactly(keys.get(5), keys.get(4), keys.get(3), keys.get(2));
            assertThat(sessions.recent(2, Optional.of("even")))
                    .extracting(Session::key)
                    .containsExactly(keys.get(4), keys.get(2));
            assertThat(sessions.session("nosuchkey")).isEmpty();
        }
    }

    @Test
    void takes_many_sessions_at_once() throws Exception {
        int threads = 16;
        int each = 50;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        Set<String> keys = new HashSet<>();
        try (ServerRegistry server = Fleet.open(home)) {
            List<Future<List<String>>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                running.add(pool.submit(() -> runSessions(server.sessions(), each)));
            }
            for (Future<List<String>> one : running) {
                keys.addAll(one.get());
            }
        } finally {
            pool.shutdown();
        }
        try (ServerRegistry server = Fleet.open(home)) {
            assertThat(keys).hasSize(threads * each);
            assertThat(server.sessions().recent(1000, Optional.empty()))
                    .hasSize(keys.size())
                    .allMatch(s -> s.outcome() == Outcome.COMPLETED && s.steps().size() == 2)
                    .extracting(Session::key)
                    .containsExactlyInAnyOrderElementsOf(keys);
        }
    }

    @Test
    void refuses_new_sessions_when_stopped() {
        ServerRegistry server = Fleet.open(home);
        Sessions sessions = server.sessions();
        server.close();

        assertThatThrownBy(() -> sessions.open("gw7", "http", CLIENT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stopping");
    }

    /** The session as written once it has ended. */
    private static Session closed(ServerRegistry server, SessionRecorder recorder) {
        recorder.end(Outcome.COMPLETED, "");
        await().until(
                        () ->
                                server.sessions().session(recorder.key()).orElseThrow().outcome()
                                        != Outcome.OPEN);
        return server.sessions().session(recorder.key()).orElseThrow();
    }

    private static List<String> runSessions(Sessions sessions, int count) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SessionRecorder recorder = sessions.open("gw7", "http", CLIENT);
            recorder.step(Step.C, "");
            recorder.step(Step.D, "");
            recorder.end(Outcome.COMPLETED, "");
            keys.add(recorder.key());
        }
        return keys;
    }
}
