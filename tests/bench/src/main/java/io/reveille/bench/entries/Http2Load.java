/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.entries;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** h2load of nghttp2, the client by HTTP/2: one connection, with a stream for each request. */
final class Http2Load {
    private static final Path PROGRAM = Path.of("/usr/bin/h2load");
    private static final int BODY = 16 << 20;
    private static final int PIECE = 128 * 1024;
    private static final double BODIES_A_SECOND = 12;
    private static final double LEAST_SECONDS = 0.3;
    private static final int LIMIT_SECONDS = 60;
    private static final Pattern FINISHED =
            Pattern.compile("finished in ([0-9.]+)(us|ms|s), ([0-9.]+) req/s");
    private static final Pattern REQUESTS =
            Pattern.compile("(\\d+) succeeded, (\\d+) failed, (\\d+) errored");
    private static final Pattern DATA = Pattern.compile("\\((\\d+)\\) data");
    private static final Map<String, Double> UNITS = Map.of("us", 1e-6, "ms", 1e-3, "s", 1.0);

    private final Path body;

    /** With a file to send in the directory. */
    Http2Load(Path directory) throws IOException {
        body = directory.resolve("body");
        Files.write(body, octets());
    }

    /** The same as those of {@code entries.c}, whose service compares them. */
    private static byte[] octets() {
        byte[] octets = new byte[BODY];
        int x = (int) 2463534242L;
        for (int i = 0; i < PIECE; i++) {
            x ^= x << 13;
            x ^= x >>> 17;
            x ^= x << 5;
            octets[i] = (byte) x;
        }
        for (int i = PIECE; i < BODY; i += PIECE) {
            System.arraycopy(octets, 0, octets, i, PIECE);
        }
        return octets;
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** Measures; gives what the other client program does. */
    Map<String, Double> run(Way way, int port, Load load, double seconds)
            throws IOException, InterruptedException {
        int bodies = (int) Math.max(1, Math.round(seconds * BODIES_A_SECOND));
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "-c", "1"));
        command.addAll(List.of("-m", String.valueOf(load.many())));
        command.add("--connect-to=127.0.0.1:" + port);
        command.addAll(
                switch (load) {
                    case GET -> List.of("-n", String.valueOf(bodies), url(way, "body"));
                    case POST ->
                            List.of(
                                    "-n",
                                    String.valueOf(bodies),
                                    "-d",
                                    body.toString(),
                                    url(way, "take"));
                    default ->
                            List.of(
                                    "-D",
                                    "%.0fms".formatted(1000 * Math.max(seconds, LEAST_SECONDS)),
                                    "--warm-up-time=100ms",
                                    url(way, "small"));
                });
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("h2load: " + said);
        }
        return figures(load, bodies, said);
    }

    private static String url(Way way, String path) {
        return "https://" + way.host() + "/" + path;
    }

    private static Map<String, Double> figures(Load load, int bodies, String said)
            throws IOException {
        Matcher finished = find(FINISHED, said);
        Matcher requests = find(REQUESTS, said);
        double took = Double.parseDouble(finished.group(1)) * UNITS.get(finished.group(2));
        double succeeded = Double.parseDouble(requests.group(1));
        double errors =
                Double.parseDouble(requests.group(2)) + Double.parseDouble(requests.group(3));
        if (load.isOfManySmall()) {
            return Map.of("rate", Double.parseDouble(finished.group(3)), "errors", errors);
        }
        long expected = load == Load.GET ? (long) bodies * BODY : 2L * bodies;
        long data = Long.parseLong(find(DATA, said).group(1));
        if (data != expected) {
            throw new IOException(
                    "h2load had %d octets of content, not %d:%n%s".formatted(data, expected, said));
        }
        return Map.of("rate", succeeded * BODY / took, "errors", errors);
    }

    private static Matcher find(Pattern pattern, String said) throws IOException {
        Matcher matcher = pattern.matcher(said);
        if (!matcher.find()) {
            throw new IOException("h2load: " + said);
        }
        return matcher;
    }
}
