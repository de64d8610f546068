/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.gateway;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The home of the gateway on this machine. */
final class GatewayHome {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "Home of the gateway (default: $REVEILLE_HOME/gateway, else ~/.local/share/reveille/gateway).")
    Path directory = usual(System.getenv("REVEILLE_HOME"), System.getProperty("user.home"));

    static Path usual(String reveilleHome, String userHome) {
        return reveilleHome == null || reveilleHome.isBlank()
                ? Path.of(userHome, ".local", "share", "reveille", "gateway")
                : Path.of(reveilleHome, "gateway");
    }
}
