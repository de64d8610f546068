/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The server's API, which only its own host can reach: asked by curl from there. */
public final class ServerApi {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private final Namespace host;
    private final String url;
    private final String token;

    private ServerApi(Namespace host, String url, String token) {
        this.host = host;
        this.url = url;
        this.token = token;
    }

    /** The API that a server announces in a file; empty when that file is not whole. */
    static Optional<ServerApi> announced(Namespace host, Path file) {
        try {
            JsonObject said = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            return Optional.of(
                    new ServerApi(
                            host, said.get("url").getAsString(), said.get("token").getAsString()));
        } catch (IOException
                | JsonParseException
                | IllegalStateException
                | NullPointerException e) {
            return Optional.empty();
        }
    }

    /** Whether somebody answers. */
    boolean answers() {
        return host.run(LIMIT, settings(""), "curl", "-K", "-", url + "/api/v1/status").exitCode()
                == 0;
    }

    JsonElement get(String path) {
        return JsonParser.parseString(curl(settings(""), path));
    }

    JsonElement post(String path, JsonObject body) {
        String quoted = body.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        return JsonParser.parseString(
                curl(
                        settings(
                                "header = \"Content-Type: application/json\"\ndata = \""
                                        + quoted
                                        + "\"\n"),
                        path));
    }

    /** The session that began last. */
    Optional<JsonObject> newest() {
        return get("sessions?limit=1").getAsJsonArray().asList().stream()
                .findFirst()
                .map(JsonElement::getAsJsonObject);
    }

    /** All sessions, newest first, each whole. */
    public List<JsonObject> sessions() {
        List<JsonObject> sessions = new ArrayList<>();
        for (JsonElement one : get("sessions?limit=100").getAsJsonArray()) {
            sessions.add(
                    get("sessions/" + one.getAsJsonObject().get("key").getAsString())
                            .getAsJsonObject());
        }
        return sessions;
    }

    /** The letters of a session's steps, in their order. */
    public static String steps(JsonObject session) {
        StringBuilder letters = new StringBuilder();
        session.getAsJsonArray("steps")
                .forEach(step -> letters.append(step.getAsJsonObject().get("step").getAsString()));
        return letters.toString();
    }

    private String curl(String settings, String path) {
        return host.run(LIMIT, settings, "curl", "-K", "-", url + "/api/v1/" + path)
                .expected()
                .text();
    }

    /** For curl's standard input, where nobody else can read the token. */
    private String settings(String more) {
        return "silent\nshow-error\nfail\nheader = \"Authorization: Bearer "
                + token
                + "\"\n"
                + more;
    }
}
