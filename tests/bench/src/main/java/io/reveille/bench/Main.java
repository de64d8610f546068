/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench;

import io.reveille.bench.entries.EntriesCommand;
import io.reveille.bench.kill9.KillCommand;
import io.reveille.bench.refusal.RefusalCommand;
import io.reveille.bench.tunnel.IdleCommand;
import io.reveille.bench.tunnel.TunnelCommand;
import io.reveille.bench.wake.WakeCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code reveille bench}: long runs that measure, repeatable by their seed. */
@Command(
        name = "bench",
        description =
                "Long runs whose figures are in docs/reference/reliability.md and performance.md.",
        mixinStandardHelpOptions = true,
        subcommands = {
            KillCommand.class,
            WakeCommand.class,
            RefusalCommand.class,
            TunnelCommand.class,
            EntriesCommand.class,
            IdleCommand.class
        })
public final class Main {
    private Main() {}

    /** Runs one of them and ends the process with its exit code: 0 if all held that must hold. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
