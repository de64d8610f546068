/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One access after the other on a lossy link, while the carrier's NAT forgets its connections in
 * the middle of two out of three: once silently, once with a TCP reset for the device.
 */
final class ResetRun {
    /** Each takes about a second and a half when nothing happens. */
    private static final int DROPS = 15;

    private static final double LOSS = 1;
    private static final Duration DELAY = Duration.ofMillis(30);
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final LabSite site;
    private final Map<String, Integer> cut = new TreeMap<>();
    private int served;
    private int resets;
    private int unexplained;

    private ResetRun(LabSite site) {
        this.site = site;
    }

    /**
     * Makes one.
     *
     * @throws LabException when an access failed without a reason in its record
     */
    static List<String> table(LabSite site, int accesses) {
        ResetRun run = new ResetRun(site);
        site.network().link().delay(DELAY);
        site.network().link().loss(LOSS);
        try {
            for (int access = 0; access < accesses; access++) {
                run.access(access % 3);
            }
        } finally {
            site.network().link().loss(0);
            site.network().link().delay(Duration.ZERO);
        }
        if (run.unexplained > 0) {
            throw new LabException(
                    run.unexplained + " accesses failed without a reason in their record");
        }
        return run.table(accesses);
    }

    private void access(int kind) {
        String before = newest().map(session -> session.get("key").getAsString()).orElse("");
        try (LabProcess curl = site.client().startCurl("/drip?" + DROPS)) {
            Await.until(
                    "the access to begin or to end",
                    LIMIT,
                    () -> !curl.isAlive() || curl.said().contains(Terminal.MARKER));
            if (kind < 2) {
                resets++;
                site.network()
                        .carrier()
                        .reset(
                                kind == 0
                                        ? CarrierNat.Forgotten.DROPPED
                                        : CarrierNat.Forgotten.RESET);
            }
            Await.until("the end of the access", LIMIT, () -> !curl.isAlive());
            Await.until(
                    "the record of the access",
                    LIMIT,
                    () ->
                            newest().filter(session -> isOver(session, before)).isPresent()
                                    || curl.exitCode() != 0);
            judge(curl.exitCode(), newest().filter(session -> isOver(session, before)));
        }
    }

    private void judge(int exitCode, Optional<JsonObject> record) {
        String reason = record.map(session -> session.get("reason").getAsString()).orElse("");
        if (exitCode == 0) {
            served++;
        } else if (reason.isBlank()) {
            unexplained++;
        } else {
            cut.merge(reason, 1, Integer::sum);
        }
    }

    private static boolean isOver(JsonObject session, String before) {
        return !session.get("key").getAsString().equals(before)
                && !session.get("outcome").getAsString().equals("OPEN");
    }

    private Optional<JsonObject> newest() {
        return site.server().api().newest();
    }

    private List<String> table(int accesses) {
        List<String> rows =
                new ArrayList<>(
                        List.of(
                                "| accesses in a row, 1 % loss, 60 ms round trip | counted |",
                                "|---|---:|",
                                "| accesses | %d |".formatted(accesses),
                                "| NAT resets in the middle of one | %d |".formatted(resets),
                                "| served to their end | %d |".formatted(served)));
        cut.forEach((reason, count) -> rows.add("| cut: %s | %d |".formatted(reason, count)));
        rows.add("| failed without a reason in the record | %d |".formatted(unexplained));
        rows.add("| access requests that the gateway accepted | %d |".formatted(audit("accepted")));
        rows.add(
                "| tunnels that the gateway dialled again by itself | %d |"
                        .formatted(audit("dialling-again")));
        return rows;
    }

    private long audit(String event) {
        Path data = site.network().run().file("gateway");
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.getFileName().toString().matches("audit.*jsonl"))
                    .flatMap(ResetRun::lines)
                    .filter(line -> line.contains("\"" + event + "\""))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
