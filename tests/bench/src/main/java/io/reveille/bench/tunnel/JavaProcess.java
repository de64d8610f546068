/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.tunnel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A Java machine with the options that the product starts its own with. */
public final class JavaProcess {
    private JavaProcess() {}

    /**
     * Starts one.
     *
     * @param feature server or gateway; the system property {@code reveille.bench.FEATURE.options}
     *     adds to its options
     */
    public static Daemon start(
            String name, String feature, Path directory, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options(feature));
        String more = System.getProperty("reveille.bench." + feature + ".options", "");
        if (!more.isBlank()) {
            command.addAll(List.of(more.strip().split(" +", -1)));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return Daemon.start(name, directory, command);
    }

    private static List<String> options(String feature) throws IOException {
        String file = feature + "/configuration/jvm.options";
        try (InputStream in =
                        Objects.requireNonNull(JavaProcess.class.getResourceAsStream(file), file);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().map(String::strip).filter(line -> line.startsWith("-")).toList();
        }
    }

    /** In such a process: collects garbage and says how much heap is in use, in octets. */
    static void collect() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        System.out.println(
                "heap " + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
}
