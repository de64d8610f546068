/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.tunnel;

import io.reveille.bench.RecordedTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reveille bench idle}. */
@Command(
        name = "idle",
        mixinStandardHelpOptions = true,
        description = "Measures the memory of tunnels and of client connections that are idle.")
public final class IdleCommand implements Callable<Integer> {
    @Option(
            names = "--tunnels",
            split = ",",
            defaultValue = "1000,10000",
            description = "How many on one proxy. Default: ${DEFAULT-VALUE}.")
    List<Integer> tunnels = List.of();

    @Option(
            names = "--clients",
            defaultValue = "10000",
            description = "How many through one tunnel. Default: ${DEFAULT-VALUE}.")
    int clients;

    @Option(
            names = "--record",
            paramLabel = "PAGE",
            description = "Write the table into this page, such as docs/reference/performance.md.")
    Optional<Path> page = Optional.empty();

    @Override
    public Integer call() throws Exception {
        IdleRun run = new IdleRun(Files.createTempDirectory("reveille-idle-"));
        for (int count : tunnels) {
            run.tunnels(count);
        }
        run.clients(clients);
        System.out.println(run.table());
        if (page.isPresent()) {
            RecordedTable.write(page.get(), "idle", run.table());
        }
        return 0;
    }
}
