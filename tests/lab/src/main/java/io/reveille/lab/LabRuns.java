/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code reveille lab run NAME}: what the reliability page has the figures of. */
final class LabRuns {
    static final String USAGE =
            """
            usage: reveille lab run NAME [--short | --minutes N] [--record PAGE]

              transfer  1 GB each way at the same time, by hash, over TLS and over IPsec (4 min)
              shell     an interactive shell beside scp of 100 MB, at a round trip of 120 ms (4 min)
              resets    100 accesses in a row with NAT resets and 1 % loss (10 min)
              churn     an hour of clients that come and go; sockets are counted before and after

            --short makes a small one of it, --minutes N a churn of that length. --record PAGE writes the table into a page, between the comments
            '<!-- lab-NAME begin -->' and '<!-- lab-NAME end -->'.""";

    private static final long MEGABYTE = 1_000_000;
    private static final Duration HALF_OF_120_MS = Duration.ofMillis(60);

    private final PrintStream out;

    LabRuns(PrintStream out) {
        this.out = out;
    }

    /** Does what the words after {@code run} say; returns the exit code. */
    int run(List<String> args) throws IOException {
        List<String> words = new ArrayList<>(args);
        boolean small = words.remove("--short");
        Optional<Path> page = value(words, "--record").map(Path::of);
        Optional<String> minutes = value(words, "--minutes");
        if (words.size() != 1
                || !List.of("transfer", "shell", "resets", "churn").contains(words.get(0))
                || !minutes.filter(text -> !text.matches("[1-9][0-9]{0,3}")).isEmpty()) {
            out.println(USAGE);
            return 2;
        }
        Duration churn =
                small
                        ? Duration.ZERO
                        : minutes.map(text -> Duration.ofMinutes(Long.parseLong(text)))
                                .orElse(Duration.ofHours(1));
        String table = String.join("\n", table(words.get(0), small, churn));
        out.println(table);
        if (page.isPresent()) {
            RecordedTable.write(page.get(), "lab-" + words.get(0), table);
        }
        return 0;
    }

    /** Takes an option and its value out of the words. */
    private static Optional<String> value(List<String> words, String option) {
        int at = words.indexOf(option);
        if (at < 0 || at + 1 == words.size()) {
            return Optional.empty();
        }
        words.remove(at);
        return Optional.of(words.remove(at));
    }

    private List<String> table(String name, boolean small, Duration churn) {
        return switch (name) {
            case "transfer" -> transfer(small ? 32 * MEGABYTE : 1000 * MEGABYTE);
            case "shell" -> shell(small ? 4 * MEGABYTE : 100 * MEGABYTE);
            case "resets" -> over(false, "15s", site -> ResetRun.table(site, small ? 9 : 100));
            default -> over(false, "5s", site -> ChurnRun.table(site, 200, churn));
        };
    }

    private List<String> transfer(long octets) {
        List<String> rows = new ArrayList<>(TransferRun.head());
        rows.addAll(over(false, "5s", site -> List.of(TransferRun.row(site, "TLS", octets))));
        rows.addAll(
                over(
                        true,
                        "5s",
                        site -> List.of(TransferRun.row(site, "IPsec, TLS within", octets))));
        return rows;
    }

    private List<String> shell(long octets) {
        List<String> rows = new ArrayList<>(ShellRun.head());
        rows.addAll(
                over(
                        false,
                        "60s",
                        site -> {
                            Sshd sshd = Sshd.start(site.network());
                            site.network().link().delay(HALF_OF_120_MS);
                            List<String> both =
                                    new ArrayList<>(
                                            ShellRun.rows(site, sshd, "as fast as it can", octets));
                            site.network().link().rate(20_000_000);
                            both.addAll(ShellRun.rows(site, sshd, "20 Mbit/s", octets));
                            return both;
                        }));
        return rows;
    }

    private interface InLab {
        List<String> rows(LabSite site);
    }

    private List<String> over(boolean ipsec, String idle, InLab what) {
        try (CarrierNetwork network = CarrierNetwork.up()) {
            Map<String, String> proxy = new HashMap<>();
            Map<String, String> gateway =
                    new HashMap<>(
                            Map.of(
                                    "idle.timeout",
                                    idle,
                                    "dials.per.minute",
                                    "60",
                                    "dials.per.hour",
                                    "3600",
                                    "services",
                                    Terminal.OFFER + "," + Sshd.OFFER));
            if (ipsec) {
                StrongSwan.atBothEnds(network, proxy, gateway);
            }
            LabSite site =
                    LabSite.start(
                            network,
                            Distribution.named(),
                            proxy,
                            gateway,
                            line -> out.println(line.toLowerCase(Locale.ROOT)));
            return what.rows(site);
        }
    }
}
