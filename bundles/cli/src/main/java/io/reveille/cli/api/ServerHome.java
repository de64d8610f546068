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
    private static final String HERE = "http://127.0.0.1:4480";

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "Home of the server (default: $REVEILLE_HOME/server, else"
                            + " ~/.local/share/reveille/server).")
    Path home = defaultHome(System.getenv("REVEILLE_HOME"), System.getProperty("user.home"));

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "A token of 'reveille tokens add', for those who can't read the server's home.")
    Optional<Path> tokenFile = Optional.empty();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "With --token-file: where the server's API is (default: " + HERE + ").")
    Optional<URI> url = Optional.empty();

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
        if (tokenFile.isPresent()) {
            return new ApiClient(
                    guarded(url.orElse(URI.create(HERE))), new TokenFile(tokenFile.get()).token());
        }
        if (url.isPresent()) {
            throw new CommandFailedException("--url needs --token-file");
        }
        JsonObject run = run().orElseThrow(this::notRunning);
        return new ApiClient(
                URI.create(run.get("url").getAsString()), run.get("token").getAsString());
    }

    /** The running server's DNS address and zone, when there is a server here. */
    public Optional<ServerDns> dns() {
        if (tokenFile.isPresent()) {
            JsonObject status = api().get("status").getAsJsonObject();
            return Optional.of(
                    new ServerDns(
                            new InetSocketAddress(
                                    url.orElse(URI.create(HERE)).getHost(),
                                    status.get("dnsPort").getAsInt()),
                            status.get("zone").getAsString()));
        }
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

    /** No token goes through a network in clear. */
    private static URI guarded(URI url) {
        String host = String.valueOf(url.getHost());
        boolean here =
                host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d+){3}");
        if ("https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && here)) {
            return url;
        }
        throw new CommandFailedException(
                "--url must be https, or http of this machine such as "
                        + HERE
                        + ": the token would be read by others on the way to "
                        + url);
    }

    private CommandFailedException notRunning() {
        return new CommandFailedException(
                "no server is running in "
                        + home
                        + "; start it with 'reveille server', or give its home by --home, or a token by --token-file");
    }

    static InetSocketAddress address(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        String host = hostAndPort.substring(0, colon).replaceAll("^\\[|\\]$", "");
        return new InetSocketAddress(host, Integer.parseInt(hostAndPort.substring(colon + 1)));
    }

    /** A server's DNS: where it answers and for which zone. */
    public record ServerDns(InetSocketAddress address, String zone) {}
}
