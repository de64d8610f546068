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

/** The real {@code openssl s_client}. */
final class OpenSsl {

    private OpenSsl() {}

    /** What it prints, on either stream, when it has said that and the server has hung up. */
    static String run(String said, String... arguments) throws IOException, InterruptedException {
        boolean there =
                List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                        .anyMatch(folder -> new File(folder, "openssl").canExecute());
        assumeTrue(there, "SKIPPED: openssl is not installed");
        List<String> command = new ArrayList<>(List.of("openssl", "s_client"));
        command.addAll(List.of(arguments));
        Process openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
        openssl.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
        openssl.getOutputStream().close();
        String printed =
                new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(openssl.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return printed;
    }
}
