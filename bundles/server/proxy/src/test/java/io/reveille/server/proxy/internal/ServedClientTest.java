/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.reveille.protocol.Step;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.SessionRecorder;
import io.reveille.tunnel.ClientStream;
import io.reveille.tunnel.StreamAnswer;
import io.reveille.tunnel.StreamEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is recorded of a client while it is served, with a clock that the test moves. */
class ServedClientTest {

    private final List<String> recorded = new ArrayList<>();
    private final CompletableFuture<StreamEnd> end = new CompletableFuture<>();
    private final EmbeddedChannel client = new EmbeddedChannel();
    private long up;
    private long down;

    @Test
    void octets_are_recorded_every_half_minute_while_there_are_any() {
        serve();
        up = 10;
        pass(29);
        assertThat(recorded).isEmpty();
        pass(1);
        assertThat(recorded).containsExactly("10 up, 0 down");
        pass(60);
        assertThat(recorded).hasSize(1);
        down = 7;
        pass(30);
        assertThat(recorded).last().isEqualTo("10 up, 7 down");

        end.complete(new StreamEnd(StreamEnd.Kind.COMPLETED, 11, 8));
        up = 99;
        pass(90);
        assertThat(recorded).last().isEqualTo("COMPLETED: ");
        assertThat(recorded).contains("11 up, 8 down").hasSize(4);
    }

    @Test
    void a_lost_tunnel_is_recorded_with_why_it_was_lost() {
        serve();
        end.complete(new StreamEnd(StreamEnd.Kind.TUNNEL_LOST, 1, 2, "the peer no longer answers"));

        assertThat(recorded)
                .containsExactly(
                        "1 up, 2 down",
                        "TUNNEL_LOST: the tunnel was lost: the peer no longer answers");
    }

    private void serve() {
        client.freezeTime();
        ServedClient.serve(
                (session, outcome, reason) -> session.end(outcome, reason),
                new Recorder(),
                new Stream(),
                client);
    }

    private void pass(int seconds) {
        client.advanceTimeBy(seconds, TimeUnit.SECONDS);
        client.runScheduledPendingTasks();
    }

    private final class Recorder implements SessionRecorder {
        @Override
        public String key() {
            return "1";
        }

        @Override
        public void step(Step step, String detail) {
            recorded.add(step.name());
        }

        @Override
        public void step(Step step, Duration ago, String detail) {
            recorded.add(step.name());
        }

        @Override
        public void octets(long towardsService, long towardsClient) {
            recorded.add(towardsService + " up, " + towardsClient + " down");
        }

        @Override
        public void end(Outcome outcome, String reason) {
            recorded.add(outcome + ": " + reason);
        }
    }

    private final class Stream implements ClientStream {
        @Override
        public CompletionStage<StreamAnswer> answer() {
            return CompletableFuture.completedStage(new StreamAnswer(200, ""));
        }

        @Override
        public void send(ByteBuf octets) {
            octets.release();
        }

        @Override
        public void relay(Channel connection) {
            assertThat(connection).isSameAs(client);
        }

        @Override
        public long octetsUp() {
            return up;
        }

        @Override
        public long octetsDown() {
            return down;
        }

        @Override
        public void cancel() {
            end.complete(new StreamEnd(StreamEnd.Kind.ABORTED_HERE, up, down));
        }

        @Override
        public CompletionStage<StreamEnd> ended() {
            return end;
        }
    }
}
