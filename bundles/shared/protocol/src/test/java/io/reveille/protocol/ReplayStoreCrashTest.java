/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.crypto.Octets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A real process that accepts counters is killed in the middle of it, again and again, and none is
 * accepted a second time.
 */
@Timeout(120)
class ReplayStoreCrashTest {

    private static final int KILL = 9;

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({"1, 40", "16, 200"})
    void no_counter_is_accepted_again_after_kill_9(int block, int beforeKill) throws Exception {
        Path file = directory.resolve("replay");
        FileReplayStore.create(file);
        Set<Long> accepted = new HashSet<>();
        for (int round = 0; round < 3; round++) {
            List<Long> now = killedAfter(beforeKill, file, block);
            assertThat(now).hasSizeGreaterThanOrEqualTo(beforeKill);
            for (long counter : now) {
                assertThat(accepted.add(counter)).as("%d in round %d", counter, round).isTrue();
            }
        }
    }

    /**
     * Starts the child, kills it when it has said that it accepted so many, and gives all that it
     * had said until it was dead.
     */
    private static List<Long> killedAfter(int counters, Path file, int block) throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName(),
                                file.toString(),
                                Integer.toString(block))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        List<Long> accepted = new ArrayList<>();
        try (BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = whole(said); line != null; line = whole(said)) {
                accepted.add(Long.parseLong(line));
                if (accepted.size() == counters) {
                    child.toHandle().destroyForcibly();
                }
            }
            assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).as("killed by signal 9").isEqualTo(128 + KILL);
            return accepted;
        } finally {
            child.destroyForcibly();
        }
    }

    /** A line that was written to its end: the last one may have been cut by the kill. */
    private static String whole(BufferedReader said) throws IOException {
        String line = said.readLine();
        return line != null && line.endsWith(";") ? line.substring(0, line.length() - 1) : null;
    }

    /** Offers every counter from 0 on, twice, for ever, and says which were accepted. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws IOException {
            CounterSeries series = new CounterSeries(Octets.of(new byte[CounterSeries.LENGTH]));
            FileReplayStore store =
                    FileReplayStore.open(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
            for (long counter = 0; ; counter++) {
                for (long offered : new long[] {counter, counter, Math.max(0, counter - 3)}) {
                    if (store.accept(series, offered)) {
                        out.println(offered + ";");
                    }
                }
            }
        }
    }
}
