/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.demo;

import io.reveille.cli.CommandFailedException;
import io.reveille.cli.api.Output;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code reveille demo}: one complete access, steps A to I, through every real layer on this
 * machine.
 */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Runs a whole fleet of one gateway on this machine and reaches it once, steps A to I.")
public final class DemoCommand implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Option(
            names = "--once",
            description = "End after one access: exit 0, or 1 with the step that failed.")
    boolean once;

    @Option(
            names = "--json",
            description =
                    "Print one JSON object with steps, status and bytes; progress goes to standard error.")
    boolean json;

    @Option(
            names = "--service",
            paramLabel = "NAME=HOST:PORT",
            description = "One more service of the mobile terminal, such as ssh=127.0.0.1:22.")
    Map<String, String> services = new LinkedHashMap<>();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter progress = json ? err : out;
        long begun = System.nanoTime();
        try (TerminalService terminal = new TerminalService()) {
            Map<String, String> offered = new LinkedHashMap<>(services);
            offered.put("http", "127.0.0.1:" + terminal.port());
            DemoSite site =
                    DemoSite.start(
                            Distribution.running(),
                            new SiteOptions(offered, Map.of(), Map.of()),
                            line -> {
                                progress.printf(
                                        "[%5.1f s] %s%n", (System.nanoTime() - begun) / 1e9, line);
                                progress.flush();
                            });
            CountDownLatch closed = new CountDownLatch(1);
            Thread atSignal =
                    new Thread(
                            () -> {
                                site.close();
                                closed.countDown();
                            });
            Runtime.getRuntime().addShutdownHook(atSignal);
            DemoClient client = new DemoClient(site);
            Access access = client.fetch(terminal.page());
            if (json) {
                out.println(Output.json(access.json()));
            } else {
                Timeline.print(access, out);
            }
            if (!access.succeeded()) {
                err.println("reveille: " + Timeline.failure(access) + "; the ends of the logs:");
                err.println(site.lastLogLines());
            }
            if (!once) {
                ByHand.print(site, offered, progress);
                progress.flush();
                closed.await();
            } else if (Runtime.getRuntime().removeShutdownHook(atSignal)) {
                site.close();
            }
            return access.succeeded() ? 0 : 1;
        } catch (IOException e) {
            throw new CommandFailedException(
                    "cannot start the terminal's service: " + e.getMessage(), e);
        }
    }
}
