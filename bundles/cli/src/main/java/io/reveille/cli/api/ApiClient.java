/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.api;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.reveille.cli.CommandFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The server's REST API, as the command line uses it. */
public final class ApiClient {
    private static final Duration TIME_OUT = Duration.ofSeconds(15);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIME_OUT).build();
    private final URI base;
    private final String token;

    ApiClient(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** The JSON at {@code path} below {@code /api/v1/}. */
    public JsonElement get(String path) {
        return get(path, TIME_OUT);
    }

    /** The same, for what takes its time. */
    public JsonElement get(String path, Duration most) {
        return send(request(path).timeout(most).GET().build());
    }

    /** Posts {@code body} to {@code path} below {@code /api/v1/} and returns the answer. */
    public JsonElement post(String path, JsonObject body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(new Gson().toJson(body)))
                        .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve("/api/v1/" + path))
                .timeout(TIME_OUT)
                .header("Authorization", "Bearer " + token);
    }

    private JsonElement send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            JsonElement body = new Gson().fromJson(response.body(), JsonElement.class);
            if (response.statusCode() / 100 != 2) {
                throw new CommandFailedException(errorOf(body, response.statusCode()));
            }
            return body;
        } catch (IOException e) {
            throw new CommandFailedException(
                    "the server does not answer at "
                            + base
                            + "; see its log, or start it with 'reveille server'",
                    e);
        } catch (JsonParseException e) {
            throw new CommandFailedException(
                    "the answer from " + base + " is not JSON; is it the Reveille server?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted", e);
        }
    }

    private static String errorOf(JsonElement body, int status) {
        if (body != null && body.isJsonObject() && body.getAsJsonObject().has("error")) {
            return body.getAsJsonObject().get("error").getAsString();
        }
        return "the server answered with status " + status + "; see its log";
    }
}
