/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reveille.bench.wake.WakeResult;
import io.reveille.bench.wake.WakeRunOfPolicy;
import io.reveille.bench.wake.Weather;
import io.reveille.server.registry.WakeOrder;
import io.reveille.server.registry.WakePolicy;
import io.reveille.tests.mail.MailHost;
import io.reveille.tests.mqtt.Mosquitto;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of {@code reveille bench wake}. */
class WakeRunTest {
    @TempDir Path directory;

    @BeforeAll
    static void need_mail_and_a_broker() {
        Optional<String> missing =
                Stream.of(MailHost.missing(), Mosquitto.missing())
                        .flatMap(Optional::stream)
                        .findFirst();
        missing.ifPresent(what -> System.out.println("SKIPPED: wakes by all channels: " + what));
        assumeTrue(missing.isEmpty(), missing.orElse(""));
    }

    @Test
    void through_three_bad_channels_most_accesses_succeed_with_one_tunnel_each_and_no_replay()
            throws Exception {
        Weather weather =
                new Weather(
                        0.3,
                        Duration.ofSeconds(20),
                        0.5,
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(20),
                        30);
        WakeResult result =
                new WakeRunOfPolicy(
                                "parallel",
                                new WakePolicy(List.of(), WakeOrder.PARALLEL),
                                weather,
                                4,
                                4,
                                7,
                                System.out::println)
                        .run(directory);

        assertThat(result.secondTunnels()).isZero();
        assertThat(result.replays()).isZero();
        assertThat(result.served()).isGreaterThan(8);
        assertThat(result.euroPerWake()).isPositive();
    }
}
