/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.reveille.crypto.PrivateFile;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code HOME/run/api.json}: where the API is and what opens it, for programs of the same user on
 * the same machine. It is there while the server is up.
 */
public final class ApiFile {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Path file;

    public ApiFile(Path home) {
        this.file = home.resolve("run").resolve("api.json");
    }

    /**
     * Writes the file as a whole, mode 600.
     *
     * @param dns where the name server listens
     */
    public void write(URI url, ApiToken token, String zone, InetSocketAddress dns)
            throws IOException {
        JsonObject content = new JsonObject();
        content.addProperty("url", url.toString());
        content.addProperty("token", token.text());
        content.addProperty("zone", zone);
        content.addProperty("dns", reachable(dns));
        PrivateFile.write(file, (GSON.toJson(content) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Removes the file, if it is there. */
    public void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    /** What listens on all addresses is reached by loopback. */
    private static String reachable(InetSocketAddress address) throws UnknownHostException {
        InetAddress host = address.getAddress();
        if (host.isAnyLocalAddress()) {
            host = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        }
        String text = host.getHostAddress();
        return (host instanceof Inet6Address ? "[" + text + "]" : text) + ":" + address.getPort();
    }
}
