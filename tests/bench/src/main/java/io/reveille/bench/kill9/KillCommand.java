/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.kill9;

import io.reveille.bench.RecordedTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reveille bench kill9}. */
@Command(
        name = "kill9",
        mixinStandardHelpOptions = true,
        description =
                "Kills a gateway at random points of validation and dialling, and checks that nothing is accepted twice or lost from the audit log.")
public final class KillCommand implements Callable<Integer> {
    @Option(names = "--kills", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
    int kills;

    @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(
            names = "--record",
            paramLabel = "PAGE",
            description = "Write the table into this page, such as docs/reference/reliability.md.")
    Optional<Path> page = Optional.empty();

    @Override
    public Integer call() throws Exception {
        Path home = Files.createTempDirectory("reveille-kill9-");
        KillReport report =
                new KillRun(new KillOptions(kills, seed, 8), home, System.out::println).run();
        String table = report.table();
        System.out.println(table);
        report.violations().forEach(System.out::println);
        System.out.printf("took %d s; the gateway's home is %s%n", report.took().toSeconds(), home);
        if (page.isPresent()) {
            RecordedTable.write(page.get(), "kill9", table);
        }
        return report.violations().isEmpty() ? 0 : 1;
    }
}
