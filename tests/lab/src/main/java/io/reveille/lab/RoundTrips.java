/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code reveille lab --round-trips}: how long it takes from the moment when the gateway has an
 * access request until its service's response is at the proxy, over a link that is far.
 */
final class RoundTrips {
    private static final int ACCESSES = 3;
    private static final Duration END = Duration.ofSeconds(60);

    private RoundTrips() {}

    /** Prints a table, a line for each delay: medians of a few accesses. */
    static void measure(Distribution distribution) {
        try (CarrierNetwork network = CarrierNetwork.up()) {
            LabSite site =
                    LabSite.start(
                            network,
                            distribution,
                            Map.of(),
                            Map.of("idle.timeout", "5s"),
                            System.err::println);
            System.out.println("| round trip, ms | tunnel up, ms | served, ms | round trips |");
            System.out.println("|---:|---:|---:|---:|");
            access(site); // the first that the Java machines do
            for (int roundTrip : new int[] {0, 100, 600}) {
                network.link().delay(Duration.ofMillis(roundTrip / 2));
                List<Long> up = new ArrayList<>();
                List<Long> handed = new ArrayList<>();
                for (int i = 0; i < ACCESSES; i++) {
                    JsonObject session = access(site);
                    up.add(sinceRequest(session, "H") + roundTrip / 2);
                    handed.add(sinceRequest(session, "I") + roundTrip / 2);
                }
                System.out.printf(
                        Locale.ROOT,
                        "| %d | %d | %d | %s |%n",
                        roundTrip,
                        median(up),
                        median(handed),
                        roundTrip == 0
                                ? "–"
                                : String.format(
                                        Locale.ROOT, "%.1f", median(handed) / (double) roundTrip));
            }
        }
    }

    /** One access when no tunnel is up; gives its record. */
    private static JsonObject access(LabSite site) {
        Await.until(
                "the end of the tunnel",
                END,
                () ->
                        site.server()
                                .api()
                                .get("status")
                                .getAsJsonObject()
                                .getAsJsonArray("tunnels")
                                .isEmpty());
        site.client().curl("/").expected();
        JsonObject[] ended = new JsonObject[1];
        Await.until(
                "the end of the session",
                END,
                () -> {
                    JsonObject newest = site.server().api().sessions().get(0);
                    ended[0] = newest;
                    return newest.get("outcome").getAsString().equals("COMPLETED");
                });
        return ended[0];
    }

    /**
     * From step D to another. The gateway tells the age of step D when it asks for its tunnel, so
     * in the record it is late by the way of that question: half a round trip.
     */
    private static long sinceRequest(JsonObject session, String step) {
        return Duration.between(at(session, "D"), at(session, step)).toMillis();
    }

    private static Instant at(JsonObject session, String step) {
        Instant last = Instant.EPOCH;
        for (JsonElement one : session.getAsJsonArray("steps")) {
            JsonObject recorded = one.getAsJsonObject();
            boolean told = recorded.get("detail").getAsString().contains("the gateway took");
            if (recorded.get("step").getAsString().equals(step) && (told || !step.equals("D"))) {
                last = Instant.parse(recorded.get("at").getAsString());
            }
        }
        return last;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
