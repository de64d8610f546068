/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real curl. */
final class Curl {

    private Curl() {}

    /** What it prints, on either stream; it must have ended well. */
    static String run(String... arguments) throws IOException, InterruptedException {
        Process curl = start(arguments);
        String said = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor(40, TimeUnit.SECONDS)).isTrue();
        assertThat(curl.exitValue()).as(said).isZero();
        return said;
    }

    /** What it prints, on either stream, however it ended. */
    static String any(String... arguments) throws IOException {
        return new String(start(arguments).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Curl, running. */
    static Process start(String... arguments) throws IOException {
        boolean there =
                List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                        .anyMatch(folder -> new File(folder, "curl").canExecute());
        assumeTrue(there, "SKIPPED: curl is not installed");
        List<String> command =
                new ArrayList<>(List.of("curl", "-sS", "-m", "30", "--noproxy", "*"));
        command.addAll(List.of(arguments));
        Process curl = new ProcessBuilder(command).redirectErrorStream(true).start();
        curl.getOutputStream().close();
        return curl;
    }
}
