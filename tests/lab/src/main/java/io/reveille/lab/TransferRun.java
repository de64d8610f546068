/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.time.Duration;
import java.util.List;

/** So many octets from client to terminal and the same back, compared by their hash. */
final class TransferRun {
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private TransferRun() {}

    /**
     * Makes one.
     *
     * @param how the tunnel is secured, for the row
     * @return a row of the table
     * @throws LabException when what came back is not what was sent
     */
    static String row(LabSite site, String how, long octets) {
        String source =
                "head -c "
                        + octets
                        + " /dev/zero | openssl enc -aes-128-ctr -nosalt -K "
                        + "17".repeat(16)
                        + " -iv "
                        + "0".repeat(32);
        String sent = shell(site, source + " | sha256sum");
        long began = System.nanoTime();
        String curl =
                String.join(
                        " ",
                        site.client()
                                .command(
                                        "/echo",
                                        "-T",
                                        "-",
                                        "-H",
                                        "Expect:",
                                        "--max-time",
                                        String.valueOf(LIMIT.toSeconds())));
        String back = shell(site, source + " | " + curl + " | sha256sum");
        long took = System.nanoTime() - began;
        if (!back.equals(sent)) {
            throw new LabException("sent " + sent + ", but back came " + back);
        }
        return "| %s | %d | %.0f | %.1f | `%s…` both |"
                .formatted(
                        how,
                        octets / 1_000_000,
                        took / 1e9,
                        octets / 1e6 / (took / 1e9),
                        sent.substring(0, 16));
    }

    static List<String> head() {
        return List.of(
                "| tunnel | MB each way, at the same time | seconds | MB/s each way | SHA-256 |",
                "|---|---:|---:|---:|---|");
    }

    private static String shell(LabSite site, String line) {
        return site.network()
                .client()
                .run(LIMIT, "", "bash", "-o", "pipefail", "-c", line)
                .expected()
                .text()
                .strip()
                .split(" ")[0];
    }
}
