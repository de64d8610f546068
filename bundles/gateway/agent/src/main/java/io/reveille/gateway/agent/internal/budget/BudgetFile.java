/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.budget;

import io.reveille.crypto.PrivateFile;
import io.reveille.gateway.agent.internal.HomeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of each budget is used up, in {@code HOME/data/budgets}: a line {@code at} with the time
 * of writing, then one line for each budget with the milliseconds until it is whole again.
 *
 * <p>A clock that went back, such as one that begins in 1970, counts as no time passed: then a
 * budget is smaller than it could be, never larger.
 */
final class BudgetFile {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetFile.class);
    private static final int MAXIMUM_OCTETS = 4096;
    private static final String AT = "at";

    private final Path file;
    private final Clock clock;

    BudgetFile(Path home, Clock clock) throws IOException {
        this.file = home.resolve("data").resolve("budgets");
        this.clock = clock;
        HomeFiles.directory(file.getParent());
    }

    /**
     * What is still missing of each budget. A file that is damaged says nothing, since no one gains
     * by that who could not do worse.
     */
    Map<String, Duration> read() throws IOException {
        if (!Files.exists(file)) {
            return Map.of();
        }
        Map<String, Duration> missing = new TreeMap<>();
        try {
            String text =
                    new String(PrivateFile.read(file, MAXIMUM_OCTETS), StandardCharsets.US_ASCII);
            for (String line : text.split("\n", -1)) {
                if (!line.isEmpty()) {
                    int space = line.indexOf(' ');
                    missing.put(
                            line.substring(0, space),
                            Duration.ofMillis(Long.parseLong(line.substring(space + 1))));
                }
            }
            long at = missing.remove(AT).toMillis();
            Duration passed = Duration.ofMillis(Math.max(0, clock.millis() - at));
            missing.replaceAll((name, left) -> left.minus(passed));
            missing.values().removeIf(Duration::isNegative);
            return missing;
        } catch (IndexOutOfBoundsException | NumberFormatException | NullPointerException e) {
            LOG.warn("{} is damaged, so the gateway's budgets begin anew", file);
            return Map.of();
        }
    }

    void write(Map<String, Duration> missing) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(AT).append(' ').append(clock.millis()).append('\n');
        missing.forEach(
                (name, left) ->
                        text.append(name).append(' ').append(left.toMillis() + 1).append('\n'));
        PrivateFile.write(file, text.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
