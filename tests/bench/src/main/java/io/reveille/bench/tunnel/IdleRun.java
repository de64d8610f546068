/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.tunnel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Memory of what is there and does nothing. */
final class IdleRun {
    private static final Pattern PORT = Pattern.compile("(?m)^port (\\d+)$");
    private static final Pattern HELD = Pattern.compile("held=(\\d+) errors=0");

    private final Path directory;
    private final StringBuilder rows = new StringBuilder();
    private int runs;

    IdleRun(Path directory) {
        this.directory = directory;
    }

    /** So many tunnels on one proxy; a second process dials them all. */
    void tunnels(int count) throws IOException {
        Path home = Files.createDirectory(directory.resolve("tunnels-" + ++runs));
        Path identities = home.resolve("identities");
        try (Daemon proxy =
                JavaProcess.start(
                        "proxy of " + count,
                        "server",
                        home,
                        IdleProxyProcess.class,
                        identities.toString())) {
            String port = proxy.await(PORT);
            Usage before = usage(proxy, 0);
            try (Daemon dialer =
                    JavaProcess.start(
                            "dialer of " + count,
                            "server",
                            home,
                            IdleDialerProcess.class,
                            identities.toString(),
                            port,
                            String.valueOf(count))) {
                dialer.await(Pattern.compile("(?m)^up (" + count + ")$"));
                row(count + " tunnels, proxy", count, before, usage(proxy, 1));
            }
        }
    }

    /** So many client connections through one tunnel, each of which has said something once. */
    void clients(int count) throws IOException, InterruptedException {
        Path home = Files.createDirectory(directory.resolve("clients"));
        LoadProgram load = LoadProgram.compile(home);
        try (Daemon service = load.serve(count + 100)) {
            int port = LoadProgram.port(service);
            try (ReveilleTunnel reveille = ReveilleTunnel.start(home, port, count)) {
                reveille.wake();
                Daemon proxy = reveille.processes().get(0);
                Daemon gateway = reveille.processes().get(1);
                Usage proxyBefore = usage(proxy, 0);
                Usage gatewayBefore = usage(gateway, 0);
                try (Daemon clients = load.hold(reveille.port(), count)) {
                    clients.await(HELD);
                    row(count + " clients, proxy", count, proxyBefore, usage(proxy, 1));
                    row(count + " clients, gateway", count, gatewayBefore, usage(gateway, 1));
                }
            }
        }
    }

    /** Octets after a collection. */
    private record Usage(long resident, long heap) {}

    private static Usage usage(Daemon process, int earlier) {
        process.tell("collect");
        String heap =
                process.await(
                        Pattern.compile("(?s)(?:heap \\d+.*){" + earlier + "}heap (\\d+)\\s"));
        return new Usage(process.resident(), Long.parseLong(heap));
    }

    private void row(String name, int count, Usage before, Usage after) {
        rows.append(
                String.format(
                        Locale.ROOT,
                        "| %s | %.0f | %.0f | %.1f | %.1f |\n",
                        name,
                        before.resident() / 1048576.0,
                        after.resident() / 1048576.0,
                        (after.resident() - before.resident()) / 1024.0 / count,
                        (after.heap() - before.heap()) / 1024.0 / count));
    }

    String table() {
        return "| | resident before, MiB | with them, MiB | each, KiB | of that on the heap, KiB |\n|---|---|---|---|---|\n"
                + rows;
    }
}
