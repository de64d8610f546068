/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What octets, ends and aborts become on their way through a tunnel, whatever carries it. */
@ExtendWith(NoLeaks.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TunnelContract {

    private static final int MEGABYTE = 1_000_000;

    private final TestFleet fleet = new TestFleet();
    private TunnelRuntime runtime;
    private TestTunnel tunnel;

    abstract TunnelRuntime start();

    @BeforeAll
    void start_event_loops() {
        runtime = start();
    }

    @AfterAll
    void stop_event_loops() {
        runtime.close();
    }

    @BeforeEach
    void set_up() throws Exception {
        tunnel = new TestTunnel(fleet, runtime, TunnelSettings.defaults());
    }

    @AfterEach
    void tear_down() {
        tunnel.close();
    }

    @Test
    void carries_a_megabyte_there_and_back_unchanged() throws Exception {
        try (TestService echo = TestService.echo()) {
            tunnel.services.put("echo", echo.address());
            TestTunnel.Ends ends = tunnel.up();
            try (Socket client = TestTunnel.connect(tunnel.entry(ends.proxy(), "echo"))) {
                var back = CompletableFuture.supplyAsync(() -> readAll(client));
                String sent = TestOctets.write(client.getOutputStream(), MEGABYTE, 1);
                client.shutdownOutput();

                assertThat(back.get()).isEqualTo(sent);
            }
            await().until(() -> !tunnel.streamEnds.isEmpty());
            assertThat(tunnel.streamEnds)
                    .containsExactly(
                            new StreamEnd(StreamEnd.Kind.COMPLETED, MEGABYTE, MEGABYTE, ""));
            assertThat(ends.gateway().octetsUp()).isEqualTo(MEGABYTE);
            assertThat(ends.gateway().octetsDown()).isEqualTo(MEGABYTE);
            assertThat(ends.proxy().octetsUp()).isEqualTo(MEGABYTE);
            assertThat(ends.proxy().octetsDown()).isEqualTo(MEGABYTE);
            ends.proxy().close();
        }
    }

    @Test
    void carries_a_hundred_megabytes_both_ways_at_once() throws Exception {
        long length = 100L * MEGABYTE;
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (TestService service =
                new TestService(
                        connection -> {
                            var up = CompletableFuture.supplyAsync(() -> readAll(connection));
                            TestOctets.write(connection.getOutputStream(), length, 7);
                            connection.shutdownOutput();
                            heard.add(up.join());
                        })) {
            tunnel.services.put("bulk", service.address());
            TestTunnel.Ends ends = tunnel.up();
            try (Socket client = TestTunnel.connect(tunnel.entry(ends.proxy(), "bulk"))) {
                var down = CompletableFuture.supplyAsync(() -> readAll(client));
                String sent = TestOctets.write(client.getOutputStream(), length, 8);
                client.shutdownOutput();

                assertThat(down.get()).isEqualTo(TestOctets.expected(length, 7));
                assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(sent);
            }
            ends.proxy().close();
        }
    }

    @Test
    void lets_the_client_end_first_and_the_service_answer_afterwards() throws Exception {
        try (TestService service =
                new TestService(
                        connection -> {
                            byte[] all = connection.getInputStream().readAllBytes();
                            connection
                                    .getOutputStream()
                                    .write(
                                            ("heard " + all.length)
                                                    .getBytes(StandardCharsets.US_ASCII));
                        })) {
            tunnel.services.put("late", service.address());
            TestTunnel.Ends ends = tunnel.up();
            try (Socket client = TestTunnel.connect(tunnel.entry(ends.proxy(), "late"))) {
                client.getOutputStream().write(new byte[12_345]);
                client.shutdownOutput();

                assertThat(client.getInputStream().readAllBytes())
                        .asString()
                        .isEqualTo("heard 12345");
            }
            ends.proxy().close();
        }
    }

    @Test
    void lets_the_service_end_first_and_the_client_go_on() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (TestService service =
                new TestService(
                        connection -> {
                            connection
                                    .getOutputStream()
                                    .write("go on".getBytes(StandardCharsets.US_ASCII));
                            connection.shutdownOutput();
                            heard.add(TestOctets.read(connection.getInputStream()));
                        })) {
            tunnel.services.put("early", service.address());
            TestTunnel.Ends ends = tunnel.up();
            try (Socket client = TestTunnel.connect(tunnel.entry(ends.proxy(), "early"))) {
                assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("go on");
                String sent = TestOctets.write(client.getOutputStream(), MEGABYTE, 3);
                client.shutdownOutput();

                assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(sent);
            }
            await().until(() -> !tunnel.streamEnds.isEmpty());
            assertThat(tunnel.streamEnds.element().kind()).isEqualTo(StreamEnd.Kind.COMPLETED);
            ends.proxy().close();
        }
    }

    @Test
    void resets_the_service_when_the_client_resets() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (TestService service = new TestService(connection -> seen.add(endOf(connection)))) {
            tunnel.services.put("svc", service.address());
            TestTunnel.Ends ends = tunnel.up();
            Socket client = TestTunnel.connect(tunnel.entry(ends.proxy(), "svc"));
            await().until(() -> service.accepted() == 1 && !tunnel.answers.isEmpty());
            client.setSoLinger(true, 0);
            client.close();

            assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("Connection reset");
            await().until(() -> !tunnel.streamEnds.isEmpty());
            assertThat(tunnel.streamEnds.element().kind()).isEqualTo(StreamEnd.Kind.ABORTED_HERE);
            ends.proxy().close();
        }
    }

    @Test
    void resets_the_client_when_the_service_resets() throws Exception {
        try (TestService service =
                new TestService(
                        connection -> {
                            connection.getInputStream().read();
                            connection.setSoLinger(true, 0);
                        })) {
            tunnel.services.put("svc", service.address());
            TestTunnel.Ends ends = tunnel.up();
            try (Socket client = TestTunnel.connect(tunnel.entry(ends.proxy(), "svc"))) {
                client.getOutputStream().write(1);

                assertThatThrownBy(() -> client.getInputStream().read())
                        .isInstanceOf(SocketException.class)
                        .hasMessage("Connection reset");
            }
            await().until(() -> !tunnel.streamEnds.isEmpty());
            assertThat(tunnel.streamEnds.element().kind()).isEqualTo(StreamEnd.Kind.ABORTED_THERE);
            ends.proxy().close();
        }
    }

    @Test
    void carries_a_hundred_streams_at_once() throws Exception {
        try (TestService echo = TestService.echo()) {
            tunnel.services.put("echo", echo.address());
            TestTunnel.Ends ends = tunnel.up();
            var entry = tunnel.entry(ends.proxy(), "echo");
            List<CompletableFuture<String>> clients = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int seed = i;
                CompletableFuture<String> done = new CompletableFuture<>();
                Thread thread =
                        new Thread(
                                () -> {
                                    try (Socket client = TestTunnel.connect(entry)) {
                                        CompletableFuture<String> back = new CompletableFuture<>();
                                        Thread reader =
                                                new Thread(() -> back.complete(readAll(client)));
                                        reader.start();
                                        String sent =
                                                TestOctets.write(
                                                        client.getOutputStream(), MEGABYTE, seed);
                                        client.shutdownOutput();
                                        done.complete(
                                                back.get().equals(sent) ? "whole" : back.get());
                                    } catch (Exception e) {
                                        done.completeExceptionally(e);
                                    }
                                });
                thread.start();
                clients.add(done);
            }
            for (CompletableFuture<String> client : clients) {
                assertThat(client.get(60, TimeUnit.SECONDS))
                        .as(tunnel::refusals)
                        .isEqualTo("whole");
            }
            await().until(
                            () ->
                                    ends.proxy().openStreams() == 0
                                            && ends.gateway().openStreams() == 0);
            ends.proxy().close();
        }
    }

    static String endOf(Socket connection) {
        try {
            return "read " + connection.getInputStream().read();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    static String readAll(Socket socket) {
        try {
            return TestOctets.read(socket.getInputStream());
        } catch (IOException e) {
            return e.toString();
        }
    }
}
