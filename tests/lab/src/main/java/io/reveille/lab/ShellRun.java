/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Someone types in a shell on the device while files are copied through the same tunnel. */
final class ShellRun {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int UNDISTURBED = 30;

    private final LabSite site;
    private final Sshd sshd;
    private final FleetClient.Endpoint found;

    private ShellRun(LabSite site, Sshd sshd) {
        this.site = site;
        this.sshd = sshd;
        this.found = site.client().lookup(Sshd.SERVICE);
    }

    /** Rows of the table: how long keystrokes take to be echoed, by what else is going on. */
    static List<String> rows(LabSite site, Sshd sshd, String link, long octets) {
        return new ShellRun(site, sshd).rows(link, octets);
    }

    static List<String> head() {
        return List.of(
                "| link | beside the shell | keystrokes | echo median ms | 95 % ms | most ms | MB/s of the copy |",
                "|---|---|---:|---:|---:|---:|---:|");
    }

    private List<String> rows(String link, long octets) {
        Path big = site.network().run().file("big");
        Path back = site.network().run().file("big.back");
        Path there = site.network().run().file("big.there");
        Programs.run(
                        List.of("bash", "-c", "head -c " + octets + " /dev/urandom > " + big),
                        "",
                        LIMIT)
                .expected();
        String remote = "root@" + found.host() + ":" + there;
        try (Typist typist = new Typist(shell())) {
            List<String> rows = new ArrayList<>();
            List<Long> quiet = new ArrayList<>();
            while (quiet.size() < UNDISTURBED) {
                quiet.add(typist.keystroke());
            }
            rows.add(row(link, "nothing", quiet, ""));
            rows.add(beside(typist, link, "scp up", octets, big.toString(), remote));
            rows.add(beside(typist, link, "scp down", octets, remote, back.toString()));
            if (!Digests.sha256(big).equals(Digests.sha256(back))) {
                throw new LabException("what scp brought back is not what it took there");
            }
            return rows;
        }
    }

    private Process shell() {
        try {
            return new ProcessBuilder(
                            site.network()
                                    .client()
                                    .inside(
                                            sshd.client(
                                                    "ssh",
                                                    found,
                                                    "-tt",
                                                    "root@" + found.host(),
                                                    "echo ready; cat > /dev/null")))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new LabException("cannot start ssh: " + e.getMessage(), e);
        }
    }

    private String beside(
            Typist typist, String link, String what, long octets, String from, String to) {
        long began = System.nanoTime();
        LabProcess copy =
                site.network()
                        .run()
                        .start(
                                site.network().client(),
                                what,
                                sshd.client("scp", found, "-q", from, to).toArray(String[]::new));
        List<Long> echoes = new ArrayList<>();
        do {
            echoes.add(typist.keystroke());
        } while (copy.isAlive());
        if (copy.exitCode() != 0) {
            throw new LabException(what + " failed: " + copy.lastLines());
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return row(link, what, echoes, "%.1f".formatted(octets / 1e6 / seconds));
    }

    private static String row(String link, String what, List<Long> nanos, String rate) {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return "| %s | %s | %d | %.0f | %.0f | %.0f | %s |"
                .formatted(
                        link,
                        what,
                        sorted.size(),
                        sorted.get(sorted.size() / 2) / 1e6,
                        sorted.get(sorted.size() * 95 / 100) / 1e6,
                        sorted.get(sorted.size() - 1) / 1e6,
                        rate);
    }

    /** Types, and waits for each letter to be shown. */
    private static final class Typist implements AutoCloseable {
        private final Process ssh;
        private final InputStream shown;
        private final OutputStream keys;
        private int typed;

        Typist(Process ssh) {
            this.ssh = ssh;
            this.shown = ssh.getInputStream();
            this.keys = ssh.getOutputStream();
            StringBuilder said = new StringBuilder();
            while (!said.toString().endsWith("ready\r\n")) {
                said.append((char) read());
            }
        }

        long keystroke() {
            LockSupport.parkNanos(PAUSE.toNanos());
            try {
                long at = System.nanoTime();
                keys.write((++typed % 60 == 0 ? "\n" : "x").getBytes(StandardCharsets.US_ASCII));
                keys.flush();
                boolean line = read() == '\r';
                long took = System.nanoTime() - at;
                if (line) {
                    read();
                }
                return took;
            } catch (IOException e) {
                throw new LabException("the shell has ended: " + e.getMessage(), e);
            }
        }

        private int read() {
            try {
                int octet =
                        CompletableFuture.supplyAsync(this::readNow)
                                .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
                if (octet < 0) {
                    throw new LabException("the shell has ended");
                }
                return octet;
            } catch (ExecutionException | TimeoutException e) {
                throw new LabException("the shell shows nothing any more", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LabException("interrupted", e);
            }
        }

        private int readNow() {
            try {
                return shown.read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            ssh.destroy();
        }
    }
}
