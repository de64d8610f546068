/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.protocol.Step;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.Session;
import io.reveille.server.registry.SessionRecorder;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
    private static final int SESSIONS_BEFORE_KILL = 200;

    @TempDir Path home;

    @BeforeEach
    void enrol() {
        try (ServerRegistry server = Fleet.open(home)) {
            Fleet.enrol(server, "gw7", "http");
        }
    }

    @Test
    void loses_no_session_and_repeats_no_counter_when_killed() throws Exception {
        List<String> opened = new ArrayList<>();
        List<String> ended = new ArrayList<>();
        long lastCounter = 0;

        Process child = startChild();
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            while (opened.size() < SESSIONS_BEFORE_KILL) {
                String[] line = out.readLine().split(" ");
                switch (line[0]) {
                    case "open" -> opened.add(line[1]);
                    case "ended" -> ended.add(line[1]);
                    case "counter" -> lastCounter = Long.parseLong(line[1]);
                    default -> throw new AssertionError(String.join(" ", line));
                }
            }
        } finally {
            child.destroyForcibly();
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }

        try (ServerRegistry server = Fleet.open(home)) {
            for (String key : opened) {
                Session session = server.sessions().session(key).orElseThrow();
                assertThat(session.outcome()).isIn(Outcome.INTERRUPTED, Outcome.COMPLETED);
            }
            for (String key : ended) {
                Session session = server.sessions().session(key).orElseThrow();
                assertThat(session.outcome()).isEqualTo(Outcome.COMPLETED);
                assertThat(session.steps()).hasSize(1);
            }
            assertThat(ended).isNotEmpty();
            assertThat(server.sessions().recent(1000, Optional.empty()))
                    .anyMatch(s -> s.outcome() == Outcome.INTERRUPTED && s.endedAt().isEmpty())
                    .noneMatch(s -> s.outcome() == Outcome.OPEN);
            assertThat(server.registry().nextCounter(1, "gw7")).isGreaterThan(lastCounter);
        }
    }

    @Test
    void says_when_another_process_has_the_store() throws Exception {
        Process child = startChild();
        try {
            assertThat(child.getInputStream().read()).isEqualTo('o');

            assertThatThrownBy(() -> Fleet.open(home))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("registry.mv.db")
                    .hasMessageContaining("another process has it open");
        } finally {
            child.destroyForcibly();
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Process startChild() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Opens sessions until it is killed, every other one ends. */
    static final class Child {
        public static void main(String[] args) {
            ServerRegistry server = Fleet.open(Path.of(args[0]));
            String toEnd = "";
            for (int i = 0; ; i++) {
                SessionRecorder session =
                        server.sessions().open("gw7", "http", new InetSocketAddress(1));
                System.out.println("open " + session.key());
                if (i % 2 == 0) {
                    session.step(Step.C, "");
                    session.end(Outcome.COMPLETED, "");
                    toEnd = session.key();
                } else if (isEnded(server, toEnd)) {
                    System.out.println("ended " + toEnd);
                }
                System.out.println("counter " + server.registry().nextCounter(1, "gw7"));
            }
        }

        private static boolean isEnded(ServerRegistry server, String key) {
            return server.sessions().session(key).orElseThrow().outcome() != Outcome.OPEN;
        }
    }
}
