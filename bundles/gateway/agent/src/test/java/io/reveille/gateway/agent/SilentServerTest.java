/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reveille.crypto.EnrolmentCode;
import io.reveille.gateway.agent.EnrolmentException.Kind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that takes connections and never says a word. */
@Timeout(60)
class SilentServerTest {
    private final String code = EnrolmentCode.issue(new TestFleet().ca.certificate()).text();
    private ServerSocket server;
    @TempDir Path home;

    @BeforeEach
    void listen() throws Exception {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    @Test
    void is_given_up_after_the_time_out() {
        EnrolmentException refused =
                catchThrowableOfType(EnrolmentException.class, () -> enrol(Duration.ofMillis(300)));

        assertThat(refused.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(refused).hasMessageContaining("does not answer");
    }

    @Test
    void is_given_up_at_once_when_the_thread_is_interrupted() throws Exception {
        AtomicReference<EnrolmentException> thrown = new AtomicReference<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            thrown.set(
                                    catchThrowableOfType(
                                            EnrolmentException.class,
                                            () -> enrol(Duration.ofMinutes(10))));
                            interrupted.complete(Thread.currentThread().isInterrupted());
                        });
        thread.start();
        server.accept();

        thread.interrupt();

        assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(thrown.get().kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void is_given_up_at_once_when_the_enrolment_is_cancelled() throws Exception {
        GatewayEnrolment enrolment =
                new GatewayEnrolment(Duration.ofMinutes(10), Clock.systemUTC());
        CompletableFuture<EnrolmentException> thrown =
                CompletableFuture.supplyAsync(
                        () ->
                                catchThrowableOfType(
                                        EnrolmentException.class, () -> enrol(enrolment)));
        server.accept();

        enrolment.cancel();

        assertThat(thrown.get(30, TimeUnit.SECONDS).kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(catchThrowableOfType(EnrolmentException.class, () -> enrol(enrolment)))
                .hasMessageContaining("cancelled");
    }

    private void enrol(Duration timeout) throws EnrolmentException {
        enrol(new GatewayEnrolment(timeout, Clock.systemUTC()));
    }

    private void enrol(GatewayEnrolment enrolment) throws EnrolmentException {
        enrolment.enrol(
                URI.create("https://127.0.0.1:" + server.getLocalPort() + "/enrol"),
                code,
                List.of(),
                home);
    }
}
