/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.api;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.reveille.cli.CommandFailedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the server's home is, and through it how to reach the running server. */
public final class ServerHome {
    private static final long MAX_FILE = 64 * 1024;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "Home of the server (default: $REVEILLE_HOME/server, else"
                            + " ~/.local/share/reveille/server).")
    Path home = defaultHome(System.getenv("REVEILLE_HOME"), System.getProperty("user.home"));

    static Path defaultHome(String reveilleHome, String userHome) {
        return reveilleHome == null || reveilleHome.isBlank()
                ? Path.of(userHome, ".local", "share", "reveille", "server")
                : Path.of(reveilleHome, "server");
    }

    /** The server home at {@code home}, for callers that are not a command line. */
    public static ServerHome at(Path home) {
        ServerHome serverHome = new ServerHome();
        serverHome.home = home;
        return serverHome;
    }

    /** The API of the running server. */
    public ApiClient api() {
        JsonObject run = run().orElseThrow(this::notRunning);
        return new ApiClient(
                URI.create(run.get("url").getAsString()), run.get("token").getAsString());
    }

    /** The running server's DNS address and zone, when there is a server here. */
    public Optional<ServerDns> dns() {
        return run().map(
                        run ->
                                new ServerDns(
                                        address(run.get("dns").getAsString()),
                                        run.get("zone").getAsString()));
    }

    /** Whether a server has announced itself in this home. */
    public boolean announced() {
        return Files.isRegularFile(announcement());
    }

    private Path announcement() {
        return home.resolve("run").resolve("api.json");
    }

    private Optional<JsonObject> run() {
        Path file = announcement();
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            if (Files.size(file) > MAX_FILE) {
                throw new CommandFailedException(
                        file + " is too large to be the server's; restart the server");
            }
            return Optional.of(new Gson().fromJson(Files.readString(file), JsonObject.class));
        } catch (IOException e) {
            throw new CommandFailedException(
                    "cannot read "
                            + file
                            + " ("
                            + e.getMessage()
                            + "); run as the user of the server",
                    e);
        } catch (JsonParseException e) {
            throw new CommandFailedException(file + " is not complete; restart the server", e);
        }
    }

    private CommandFailedException notRunning() {
        return new CommandFailedException(
                "no server is running in "
                        + home
                        + "; start it with 'reveille server', or give its home by --home");
    }

    static InetSocketAddress address(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        String host = hostAndPort.substring(0, colon).replaceAll("^\\[|\\]$", "");
        return new InetSocketAddress(host, Integer.parseInt(hostAndPort.substring(colon + 1)));
    }

    /** A server's DNS: where it answers and for which zone. */
    public record ServerDns(InetSocketAddress address, String zone) {}
}
