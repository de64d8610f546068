/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.tunnel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** All ways to the service, side by side; each row of each repetition goes through all of them. */
final class TunnelRun implements AutoCloseable {
    private static final int OPENINGS = 4;

    private final LoadProgram load;
    private final List<Contender> contenders = new ArrayList<>();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Map<Daemon, Long> idle = new LinkedHashMap<>();
    private final Consumer<String> say;

    private TunnelRun(LoadProgram load, Consumer<String> say) {
        this.load = load;
        this.say = say;
    }

    /**
     * Starts them.
     *
     * @param against which besides raw loopback and Reveille: ssh, stunnel
     */
    static TunnelRun start(Path directory, Set<String> against, Consumer<String> say)
            throws IOException, InterruptedException {
        TunnelRun run = new TunnelRun(LoadProgram.compile(directory), say);
        try {
            run.start(directory, against);
            return run;
        } catch (IOException | InterruptedException | RuntimeException e) {
            run.close();
            throw e;
        }
    }

    private void start(Path directory, Set<String> against)
            throws IOException, InterruptedException {
        Daemon service = load.serve();
        parts.push(service);
        int port = LoadProgram.port(service);
        enter(Contender.raw(port));
        if (against.contains("ssh")) {
            enter(SshReverse.start(directory, port));
        }
        if (against.contains("stunnel")) {
            enter(StunnelRelay.start(directory, port));
        }
        ReveilleTunnel reveille = ReveilleTunnel.start(directory, port);
        enter(reveille);
        reveille.wake();
    }

    private void enter(Contender contender) {
        parts.push(contender);
        contenders.add(contender);
    }

    List<String> names() {
        return contenders.stream().map(Contender::name).toList();
    }

    /** Measures. */
    Measurements measure(List<Row> rows, int repetitions, double seconds)
            throws IOException, InterruptedException {
        Measurements measured = new Measurements();
        for (Contender contender : contenders) {
            contender.processes().forEach(process -> idle.put(process, process.resident()));
        }
        warmUp(rows, seconds);
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            for (Row row : rows) {
                for (Contender contender : contenders) {
                    Map<String, Double> values = load.run(row.arguments(contender.port(), seconds));
                    measured.add(
                            new Measurements.Sample(contender.name(), row, repetition, values));
                    say.accept(
                            "%d  %-28s %-14s %s"
                                    .formatted(repetition, row.title(), contender.name(), values));
                }
            }
        }
        for (Contender contender : contenders) {
            for (Daemon process : contender.processes()) {
                measured.add(
                        new Measurements.Memory(
                                contender.name(),
                                process.name(),
                                idle.get(process),
                                process.resident()));
            }
        }
        return measured;
    }

    /** What Java compiles while it runs has been compiled afterwards. */
    private void warmUp(List<Row> rows, double seconds) throws IOException, InterruptedException {
        for (Row row : rows) {
            double length = row == Row.OPEN_8 ? OPENINGS * seconds : Math.min(seconds, 1);
            for (Contender contender : contenders) {
                load.run(row.arguments(contender.port(), length));
            }
        }
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
