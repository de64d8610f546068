/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.reveille.cli.CommandFailedException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/** A request that the server sends, followed until it is known what became of it. */
final class SentRequest {
    private static final long PAUSE_MILLIS = 200;
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ApiClient api;
    private final JsonObject slip;
    private final String key;

    SentRequest(ApiClient api, JsonObject slip) {
        this.api = api;
        this.slip = slip;
        this.key = Output.text(slip, "session");
    }

    /** Shows each step as it comes; 0 if the tunnel came up. */
    int follow(PrintWriter out, boolean json) {
        Instant deadline = Instant.parse(Output.text(slip, "expires")).plus(GRACE);
        int shown = 0;
        JsonObject session = session();
        while (true) {
            JsonArray steps = session.getAsJsonArray("steps");
            for (; !json && shown < steps.size(); shown++) {
                JsonObject step = steps.get(shown).getAsJsonObject();
                out.println(Output.text(step, "step") + "  " + Output.text(step, "detail"));
            }
            if (!Output.text(session, "outcome").equals("OPEN")) {
                return tell(session, out, json);
            }
            if (Instant.now().isAfter(deadline)) {
                throw new CommandFailedException(
                        "nothing was heard of the request; see 'reveille sessions " + key + "'");
            }
            pause();
            session = session();
        }
    }

    private JsonObject session() {
        return api.get("sessions/" + key).getAsJsonObject();
    }

    private int tell(JsonObject session, PrintWriter out, boolean json) {
        boolean up = Output.text(session, "outcome").equals("COMPLETED");
        if (json) {
            JsonObject both = slip.deepCopy();
            both.add("record", session);
            out.println(Output.json(both));
        } else if (up) {
            out.println("The tunnel is up; connect now.");
        }
        if (!up) {
            throw new CommandFailedException(
                    Output.text(session, "reason") + " (session " + key + ")");
        }
        return 0;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted", e);
        }
    }
}
