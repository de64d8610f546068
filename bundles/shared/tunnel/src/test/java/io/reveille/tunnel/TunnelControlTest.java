/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the proxy asks of the gateway itself, and who else cannot. */
@ExtendWith(NoLeaks.class)
final class TunnelControlTest {
    private final TunnelRuntime runtime = TunnelRuntime.start(1);
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private TestTunnel tunnel;

    @BeforeEach
    void set_up() throws Exception {
        tunnel =
                new TestTunnel(
                        new TestFleet(),
                        runtime,
                        TunnelSettings.defaults().withIdleTimeout(Duration.ofMinutes(1)));
        tunnel.control =
                question -> {
                    asked.add(question);
                    return CompletableFuture.completedStage("answer to " + question);
                };
    }

    @AfterEach
    void tear_down() {
        tunnel.close();
        runtime.close();
    }

    @Test
    void answers_a_question_beside_the_clients() throws Exception {
        TestTunnel.Ends ends = tunnel.up();

        assertThat(TestTunnel.get(ends.proxy().ask("how are you? äöü")))
                .isEqualTo("answer to how are you? äöü");
        assertThat(ends.gateway().openStreams()).isZero();
        assertThat(ends.proxy().openStreams()).isZero();
    }

    @Test
    void carries_long_questions_and_answers_up_to_the_limit() throws Exception {
        TestTunnel.Ends ends = tunnel.up();
        String question = "x".repeat(TunnelControl.LONGEST - "answer to ".length());

        assertThat(TestTunnel.get(ends.proxy().ask(question))).hasSize(TunnelControl.LONGEST);
        assertThatThrownBy(() -> TestTunnel.get(ends.proxy().ask(question + "y")))
                .hasCauseInstanceOf(TunnelControlException.class);
        assertThatThrownBy(
                        () ->
                                TestTunnel.get(
                                        ends.proxy().ask("y".repeat(TunnelControl.LONGEST + 1))))
                .hasCauseInstanceOf(TunnelControlException.class);
        assertThat(TestTunnel.get(ends.proxy().ask("still there"))).endsWith("still there");
    }

    @Test
    void never_opens_the_reserved_authority_for_a_client() throws Exception {
        TestTunnel.Ends ends = tunnel.up();
        for (String authority : List.of("control.reveille", "Control.Reveille")) {
            CompletableFuture<StreamAnswer> answer = new CompletableFuture<>();
            ends.proxy()
                    .eventLoop()
                    .execute(
                            () ->
                                    ends.proxy()
                                            .open(authority, "a client", Unpooled.EMPTY_BUFFER)
                                            .answer()
                                            .thenAccept(answer::complete));

            assertThat(TestTunnel.get(answer).status()).isEqualTo(404);
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void answers_no_more_than_so_many_at_once() throws Exception {
        Queue<CompletableFuture<String>> pending = new ConcurrentLinkedQueue<>();
        tunnel.control =
                question -> {
                    CompletableFuture<String> answer = new CompletableFuture<>();
                    pending.add(answer);
                    return answer;
                };
        TestTunnel.Ends ends = tunnel.up();
        List<CompletionStage<String>> open =
                IntStream.range(0, TunnelControl.MOST_AT_ONCE)
                        .mapToObj(i -> ends.proxy().ask("question " + i))
                        .toList();

        assertThatThrownBy(() -> TestTunnel.get(ends.proxy().ask("one more")))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TunnelControlException.class);

        await().until(() -> pending.size() == TunnelControl.MOST_AT_ONCE);
        pending.forEach(answer -> answer.complete("done"));
        for (CompletionStage<String> answer : open) {
            assertThat(TestTunnel.get(answer)).isEqualTo("done");
        }
    }

    @Test
    void fails_where_the_gateway_has_no_answer_and_when_the_tunnel_goes() throws Exception {
        tunnel.control = TunnelControl.none();
        TestTunnel.Ends ends = tunnel.up();
        assertThatThrownBy(() -> TestTunnel.get(ends.proxy().ask("anything")))
                .hasCauseInstanceOf(TunnelControlException.class);

        CompletionStage<String> cut = ends.proxy().ask("and this");
        ends.gateway().close();

        assertThatThrownBy(() -> TestTunnel.get(cut))
                .hasCauseInstanceOf(TunnelControlException.class);
    }

    @Test
    void a_question_does_not_disturb_a_client_connection() throws Exception {
        try (TestService echo = TestService.echo()) {
            tunnel.services.put("echo", echo.address());
            TestTunnel.Ends ends = tunnel.up();
            try (Socket client = TestTunnel.connect(tunnel.entry(ends.proxy(), "echo"))) {
                client.getOutputStream().write("a".getBytes(StandardCharsets.US_ASCII));
                assertThat(client.getInputStream().read()).isEqualTo('a');
                assertThat(TestTunnel.get(ends.proxy().ask("q"))).isEqualTo("answer to q");
                client.getOutputStream().write("b".getBytes(StandardCharsets.US_ASCII));
                assertThat(client.getInputStream().read()).isEqualTo('b');
            }
        }
    }

    @Test
    void tells_the_proxy_the_state_of_the_gateways_keys() throws Exception {
        DialOrder order = tunnel.order(tunnel.listener.address());
        tunnel.up(
                new DialOrder(
                        order.proxy(),
                        order.serverName(),
                        order.credential(),
                        order.acceptedNanos(),
                        Optional.empty(),
                        "list=7,key=2,psk=1,cert=30"));

        assertThat(tunnel.requests)
                .extracting(TunnelRequest::state)
                .containsExactly("list=7,key=2,psk=1,cert=30");
    }
}
