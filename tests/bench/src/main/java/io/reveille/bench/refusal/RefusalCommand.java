/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.refusal;

import io.reveille.bench.RecordedTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reveille bench refusals}. */
@Command(
        name = "refusals",
        mixinStandardHelpOptions = true,
        description = "Compares how long refusals take, by their reasons, as seen from outside.")
public final class RefusalCommand implements Callable<Integer> {
    @Option(names = "--samples", defaultValue = "300", description = "Default: ${DEFAULT-VALUE}.")
    int samples;

    @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(
            names = "--record",
            paramLabel = "PAGE",
            description = "Write the table into this page, such as docs/reference/reliability.md.")
    Optional<Path> page = Optional.empty();

    @Override
    public Integer call() throws Exception {
        String table =
                new RefusalTimes(samples, seed)
                        .measure(Files.createTempDirectory("reveille-refusals-"));
        System.out.print(table);
        if (page.isPresent()) {
            RecordedTable.write(page.get(), "refusals", table);
        }
        return 0;
    }
}
