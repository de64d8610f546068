/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.nio.file.Path;
import java.time.Duration;

/** A recording of the IP packets that pass one place, made by tcpdump and read by tshark. */
public final class Capture implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final Duration READ_LIMIT = Duration.ofSeconds(60);
    private final Path file;
    private final LabProcess tcpdump;

    private Capture(Path file, LabProcess tcpdump) {
        this.file = file;
        this.tcpdump = tcpdump;
    }

    /**
     * Begins to record.
     *
     * @param name for the file in the lab's folder
     * @param device where: a network device in {@code namespace}
     */
    public static Capture start(LabRun run, String name, Namespace namespace, String device) {
        Path file = run.file(name + ".pcap");
        LabProcess tcpdump =
                run.start(
                        namespace,
                        "tcpdump " + name,
                        "tcpdump",
                        "-i",
                        device,
                        "-n",
                        "--immediate-mode",
                        "-U",
                        "-Z",
                        "root",
                        "-B",
                        "16384",
                        "-s",
                        "0",
                        "-w",
                        file.toString(),
                        "ip");
        Await.until(
                "the start of tcpdump",
                START_LIMIT,
                () -> {
                    tcpdump.requireAlive();
                    return tcpdump.said().contains("listening on");
                });
        return new Capture(file, tcpdump);
    }

    /** Where it is recorded, in pcap format. */
    public Path file() {
        return file;
    }

    /**
     * How many packets that fit a filter of tcpdump's are recorded by now; an empty filter fits
     * all.
     */
    public long packets(String filter) {
        // a file that still grows may end within a packet: its exit code says nothing
        return Programs.run(
                        java.util.List.of("tcpdump", "-n", "-r", file.toString(), filter),
                        "",
                        READ_LIMIT)
                .text()
                .lines()
                .count();
    }

    /** Ends the recording; it is whole then. */
    @Override
    public void close() {
        tcpdump.close();
    }
}
