/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.wake;

import io.reveille.bench.RecordedTable;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.WakeOrder;
import io.reveille.server.registry.WakePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reveille bench wake}. */
@Command(
        name = "wake",
        mixinStandardHelpOptions = true,
        description =
                "Wakes gateways again and again by channels that lose, delay, double and reorder messages, under each policy.")
public final class WakeCommand implements Callable<Integer> {
    @Option(
            names = "--accesses",
            defaultValue = "1000",
            description = "Of each policy. Default: ${DEFAULT-VALUE}.")
    int accesses;

    @Option(
            names = "--gateways",
            defaultValue = "50",
            description = "At the same time. Default: ${DEFAULT-VALUE}.")
    int gateways;

    @Option(
            names = "--scale",
            defaultValue = "5",
            description =
                    "How many times as fast as real time runs: 1, 2, 3, 5, 9 … a divisor of 90. Default: ${DEFAULT-VALUE}.")
    int scale;

    @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(
            names = "--record",
            paramLabel = "PAGE",
            description = "Write the table into this page, such as docs/reference/reliability.md.")
    Optional<Path> page = Optional.empty();

    /** The policies that are compared. */
    static Map<String, WakePolicy> policies() {
        Map<String, WakePolicy> policies = new LinkedHashMap<>();
        policies.put("SMS alone", new WakePolicy(List.of(SignalChannel.SMS), WakeOrder.CHEAPEST));
        policies.put("cheapest first", new WakePolicy(List.of(), WakeOrder.CHEAPEST));
        policies.put(
                "first healthy, SMS preferred",
                new WakePolicy(
                        List.of(SignalChannel.SMS, SignalChannel.MQTT, SignalChannel.EMAIL),
                        WakeOrder.HEALTHY));
        policies.put("parallel", new WakePolicy(List.of(), WakeOrder.PARALLEL));
        return policies;
    }

    @Override
    public Integer call() throws Exception {
        Optional<String> missing = Carriers.missing();
        if (missing.isPresent()) {
            System.err.println("bench wake: " + missing.get());
            return 1;
        }
        StringBuilder table = new StringBuilder(WakeResult.HEAD);
        boolean holds = true;
        System.out.print(table);
        for (Map.Entry<String, WakePolicy> policy : policies().entrySet()) {
            Path directory = Files.createTempDirectory("reveille-wake-");
            WakeResult result =
                    new WakeRunOfPolicy(
                                    policy.getKey(),
                                    policy.getValue(),
                                    Weather.BAD.at(scale),
                                    gateways,
                                    accesses / gateways,
                                    seed,
                                    System.out::println)
                            .run(directory);
            delete(directory);
            System.out.print(result.row());
            table.append(result.row());
            holds &= result.holds();
        }
        if (page.isPresent()) {
            RecordedTable.write(page.get(), "wake", table.toString());
        }
        return holds ? 0 : 1;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
