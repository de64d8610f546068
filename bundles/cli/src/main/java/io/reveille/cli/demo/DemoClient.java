/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.demo;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.reveille.cli.CommandFailedException;
import io.reveille.cli.connect.ServiceLookup;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A client terminal that knows nothing of Reveille: DNS, TCP, HTTP. */
final class DemoClient {
    private static final int TIME_OUT_MS = 120_000;
    private static final int MAX_ANSWER = 1 << 20;

    private final DemoSite site;

    DemoClient(DemoSite site) {
        this.site = site;
    }

    /**
     * Fetches the terminal's page and says what was recorded; never throws for an access that
     * failed.
     */
    Access fetch(String expected) {
        Optional<String> page = Optional.empty();
        String trouble = "";
        try {
            ServiceLookup.Answer answer = site.lookup().find(DemoSite.GATEWAY, "http");
            String body = get(answer);
            if (body.equals(expected)) {
                page = Optional.of(body);
            } else {
                trouble = "the client read something else than the page: " + firstLine(body);
            }
        } catch (IOException | CommandFailedException e) {
            trouble = String.valueOf(e.getMessage());
        }
        return recorded(page, trouble);
    }

    private static String get(ServiceLookup.Answer answer) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(answer.address(), TIME_OUT_MS);
            socket.setSoTimeout(TIME_OUT_MS);
            String request =
                    "GET / HTTP/1.1\r\nHost: "
                            + DemoSite.GATEWAY
                            + "."
                            + DemoSite.ZONE
                            + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String whole =
                    new String(
                            socket.getInputStream().readNBytes(MAX_ANSWER), StandardCharsets.UTF_8);
            int body = whole.indexOf("\r\n\r\n");
            if (!whole.startsWith("HTTP/1.1 200 ") || body < 0) {
                throw new IOException("the client got: " + firstLine(whole));
            }
            return whole.substring(body + 4);
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("nothing, the connection was closed");
    }

    private Access recorded(Optional<String> page, String trouble) {
        Optional<JsonObject> session = page.isPresent() ? completed() : latest();
        List<Access.TimedStep> steps = session.map(Access::stepsOf).orElse(List.of());
        String outcome =
                session.map(
                                s ->
                                        s.get("outcome").getAsString()
                                                + ", "
                                                + s.get("reason").getAsString())
                        .orElse("no session in the record");
        return new Access(
                steps, trouble.isEmpty() ? outcome : trouble + " (" + outcome + ")", page);
    }

    /**
     * The session once its record is closed: the last octet reaches the client before the last line
     * is written.
     */
    private Optional<JsonObject> completed() {
        return Optional.of(
                Await.first(
                        "the end of the session's record",
                        Duration.ofSeconds(10),
                        () ->
                                latest().filter(
                                                session ->
                                                        !session.get("outcome")
                                                                .getAsString()
                                                                .equals("OPEN"))));
    }

    private Optional<JsonObject> latest() {
        JsonArray sessions = site.api().get("sessions?limit=1").getAsJsonArray();
        if (sessions.isEmpty()) {
            return Optional.empty();
        }
        String key = sessions.get(0).getAsJsonObject().get("key").getAsString();
        return Optional.of(site.api().get("sessions/" + key).getAsJsonObject());
    }
}
