/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reveille.crypto.Octets;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.RouteTrials.Result;
import io.reveille.server.registry.RouteTrials.Trial;
import io.reveille.server.registry.SignalNews;
import io.reveille.server.registry.SignalRate;
import io.reveille.server.registry.SignalRoute;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Routes that carry octets, text alone, or nothing; and a gateway that shows it by its tunnel. */
@ExtendWith(NoLeaks.class)
class RouteTrialsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @TempDir private Path home;
    private TestServer server;
    private TestGateway gateway;
    private final Tested route = new Tested();

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(home);
        gateway = server.gateway("gw7", Map.of());
        server.routes.clear();
        server.routes.add(route);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_tunnel_by_octets_shows_that_they_arrive_intact() {
        route.carriesBinary = true;

        Trial trial = run("", TestGateway.MSISDN);

        assertThat(trial.result()).isEqualTo(Result.BINARY);
        assertThat(route.sent).containsExactly(true);
        assertThat(server.registry.routes().finding("tested").orElseThrow().binary()).isTrue();
    }

    @Test
    void a_tunnel_by_text_alone_has_the_route_use_it_from_then_on() {
        route.carriesText = true;

        Trial trial = run("tested", TestGateway.MSISDN);

        assertThat(trial.result()).isEqualTo(Result.TEXT);
        assertThat(route.sent).containsExactly(true, false);
        assertThat(server.registry.routes().finding("tested").orElseThrow().binary()).isFalse();
        assertThat(server.registry.routes().use(1).get(0).messages()).isEqualTo(2);
    }

    @Test
    void a_route_by_which_nothing_arrives_is_left_as_it_is() {
        Trial trial = run("", TestGateway.MSISDN);

        assertThat(trial.result()).isEqualTo(Result.NOTHING);
        assertThat(server.registry.routes().finding("tested")).isEmpty();
    }

    @Test
    void a_test_waits_for_the_routes_rate_and_is_not_sent_where_that_takes_too_long() {
        route.rate = Optional.of(SignalRate.parse("1/h"));

        Trial trial = run("", TestGateway.MSISDN);

        assertThat(trial.result()).isEqualTo(Result.FAILED);
        assertThat(trial.notes())
                .anyMatch(note -> note.contains("not sent: the route's rate is used up"));
        assertThat(route.sent).containsExactly(true);
        route.rate = Optional.of(SignalRate.parse("2/s"));
        assertThat(run("", "+4915100000099").result()).isEqualTo(Result.SENT);
    }

    @Test
    void any_other_number_gets_octets_that_a_person_looks_at() {
        Trial trial = run("", "+4915100000099");

        assertThat(trial.result()).isEqualTo(Result.SENT);
        assertThat(trial.notes()).anyMatch(note -> note.contains("526576000a0d1a1b"));
        assertThat(route.sent).containsExactly(true);
        assertThat(gateway.opened).isEmpty();
    }

    @Test
    void what_cannot_be_tested_is_told() {
        assertThatThrownBy(() -> run("other", TestGateway.MSISDN))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> run("", "no number")).isInstanceOf(IllegalArgumentException.class);
        server.routes.add(gateway);
        assertThatThrownBy(() -> run("", TestGateway.MSISDN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[tested, test sms]");
        route.carriesBinary = true;
        run("tested", TestGateway.MSISDN);
        assertThatThrownBy(() -> run("tested", TestGateway.MSISDN))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has its tunnel up");
    }

    private Trial run(String name, String number) {
        String id = server.proxy.trials().begin(name, number, PATIENCE).id();
        await().until(
                        () ->
                                server.proxy.trials().trial(id).orElseThrow().result()
                                        != Result.RUNNING);
        await().until(() -> !route.carriesBinary || !server.proxy.tunnels().isEmpty());
        return server.proxy.trials().trial(id).orElseThrow();
    }

    private final class Tested implements SignalRoute {
        private final List<Boolean> sent = new CopyOnWriteArrayList<>();
        private volatile boolean carriesBinary;
        private volatile boolean carriesText;
        private volatile Optional<SignalRate> rate = Optional.empty();

        @Override
        public Optional<SignalRate> rate() {
            return rate;
        }

        @Override
        public String name() {
            return "tested";
        }

        @Override
        public SignalChannel channel() {
            return SignalChannel.SMS;
        }

        @Override
        public boolean reaches(Gateway to) {
            return true;
        }

        @Override
        public CompletionStage<String> send(Gateway to, Octets sealed, Duration validity) {
            return CompletableFuture.failedStage(new UnsupportedOperationException());
        }

        @Override
        public CompletionStage<String> probe(
                String number,
                Octets octets,
                boolean binary,
                Duration validity,
                Consumer<SignalNews> news) {
            sent.add(binary);
            if (binary ? carriesBinary : carriesText) {
                try {
                    CompletionStage<?> unused = gateway.dial(gateway.open(octets));
                } catch (io.reveille.protocol.AccessRefusedException e) {
                    return CompletableFuture.failedStage(e);
                }
            }
            return CompletableFuture.completedStage("accepted");
        }
    }
}
