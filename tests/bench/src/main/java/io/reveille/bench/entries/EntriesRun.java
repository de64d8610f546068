/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.entries;

import io.reveille.bench.tunnel.Daemon;
import io.reveille.bench.tunnel.LoadProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** All ways in, side by side; each load of each repetition goes through all of them. */
final class EntriesRun implements AutoCloseable {
    private static final Pattern PORTS = Pattern.compile("^(\\d+ \\d+ \\d+) are the ports\n");
    private static final int OPENINGS = 2;

    private final LoadProgram program;
    private final Http2Load http2;
    private final Path directory;
    private final Map<Door, Integer> doors = new EnumMap<>(Door.class);
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Consumer<String> say;

    private EntriesRun(LoadProgram program, Http2Load http2, Path directory, Consumer<String> say) {
        this.program = program;
        this.http2 = http2;
        this.directory = directory;
        this.say = say;
    }

    /**
     * Starts everything.
     *
     * @param say is told each figure
     */
    static EntriesRun start(Path directory, Consumer<String> say)
            throws IOException, InterruptedException {
        Site.certify(directory);
        EntriesRun run =
                new EntriesRun(
                        LoadProgram.compile(
                                directory,
                                EntriesRun.class,
                                "entries",
                                List.of("-l:libssl.so.3", "-l:libcrypto.so.3")),
                        new Http2Load(directory),
                        directory,
                        say);
        try {
            run.start();
            return run;
        } catch (IOException | RuntimeException e) {
            run.close();
            throw e;
        }
    }

    private void start() throws IOException {
        Daemon service =
                program.serve(
                        Site.certificate(directory).toString(), Site.key(directory).toString());
        parts.push(service);
        List<Integer> ports =
                Arrays.stream(service.await(PORTS).split(" ", -1)).map(Integer::valueOf).toList();
        doors.put(Door.SERVICE, ports.get(0));
        doors.put(Door.SERVICE_TLS, ports.get(1));
        doors.put(Door.SERVICE_UDP, ports.get(2));
        Site site = new Site(directory, ports.get(0), ports.get(1), ports.get(2));
        Pair clear = Pair.start(site, "clear");
        parts.push(clear);
        for (Door door :
                List.of(Door.PORT, Door.PORT_UDP, Door.CONNECT, Door.SOCKS, Door.WEB, Door.SNI)) {
            doors.put(door, clear.port(door.word()));
        }
        Pair encrypted = Pair.start(site, "tls");
        parts.push(encrypted);
        doors.put(Door.CONNECT_TLS, encrypted.port(Door.CONNECT.word()));
        doors.put(Door.SOCKS_TLS, encrypted.port(Door.SOCKS.word()));
    }

    /** Goes through everything once: what Java compiles while it runs has been compiled then. */
    void warmUp(List<Way> ways, double seconds) throws IOException, InterruptedException {
        for (Way way : ways) {
            for (Load load : way.loads()) {
                run(way, load, load.isOfManySmall() ? OPENINGS * seconds : seconds);
            }
        }
    }

    /** Measures. */
    EntryFigures measure(List<Way> ways, int repetitions, double seconds)
            throws IOException, InterruptedException {
        EntryFigures figures = new EntryFigures();
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            for (Load load : Load.values()) {
                for (Way way : ways.stream().filter(one -> one.kind() == load.kind()).toList()) {
                    Map<String, Double> values = run(way, load, seconds);
                    figures.add(new EntryFigures.Sample(way, load, repetition, values));
                    say.accept(
                            "%d  %-8s %-28s %s"
                                    .formatted(repetition, load.option(), way.title(), values));
                }
            }
        }
        return figures;
    }

    private Map<String, Double> run(Way way, Load load, double seconds)
            throws IOException, InterruptedException {
        int port = doors.get(way.door());
        if (way.isHttp2()) {
            return http2.run(way, port, load, seconds);
        }
        Map<String, Double> values =
                program.run(
                        List.of(
                                load.word(),
                                String.valueOf(port),
                                String.valueOf(seconds),
                                String.valueOf(load.many()),
                                way.layers(),
                                way.host()),
                        environment(way));
        if (!values.containsKey("rate")) {
            throw new IOException(
                    "%s: %s brought no figure".formatted(way.option(), load.option()));
        }
        return values;
    }

    private Map<String, String> environment(Way way) {
        Map<String, String> environment = new HashMap<>();
        environment.put("AUTHORITIES", Site.authorities(directory).toString());
        environment.put("PROXY_NAME", Site.PROXY);
        if (way.hasPassword()) {
            String login = AllEntriesProcess.USER + ":" + AllEntriesProcess.PASSWORD;
            environment.put("SOURCE", "127.0.0.2"); // not trusted for its address
            environment.put(
                    "AUTHORIZATION",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(login.getBytes(StandardCharsets.US_ASCII)));
        }
        return environment;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("the run did not end well", e);
            }
        }
    }
}
