/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.web;

import io.reveille.protocol.Step;
import io.reveille.server.proxy.internal.UnservedException;
import io.reveille.server.registry.SessionStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What people see while a gateway wakes, in plain HTML that comes again by itself. */
final class WaitingPage {

    /** Nothing but the page's own style may be loaded. */
    static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

    private static final String STYLE =
            "<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;"
                    + "padding:0 1rem;color:#222}td{padding:.2rem .8rem .2rem 0;vertical-align:top}"
                    + "tr.open{color:#999}</style>";

    private WaitingPage() {}

    /** The steps so far, and those to come. */
    static String of(String host, WaitingRoom.Visit visit, WaitingRoom.Steps steps) {
        Optional<UnservedException> failure = visit.failure();
        StringBuilder rows = new StringBuilder();
        for (Step step : Step.values()) {
            row(rows, step, steps);
        }
        String title = failure.isPresent() ? "Not reached: " + host : "Waking " + host;
        String below =
                failure.map(
                                why ->
                                        "<p>"
                                                + escape(why.reason())
                                                + ".</p><p><a href=\"\">Try again</a></p>")
                        .orElse("<p>This page goes on by itself.</p>");
        String refresh = failure.isPresent() ? "" : "<meta http-equiv=\"refresh\" content=\"1\">";
        return page(refresh, title, "<table>" + rows + "</table>" + below);
    }

    private static void row(StringBuilder rows, Step step, WaitingRoom.Steps steps) {
        Optional<SessionStep> done =
                steps.list().stream().filter(taken -> taken.step() == step).findFirst();
        rows.append(done.isPresent() ? "<tr>" : "<tr class=\"open\">")
                .append("<td>")
                .append(step)
                .append("</td><td>")
                .append(escape(step.description()))
                .append("</td><td>")
                .append(done.map(taken -> since(steps.begin(), taken.at())).orElse(""))
                .append("</td></tr>");
    }

    private static String since(Instant begin, Instant at) {
        double seconds = Duration.between(begin, at).toMillis() / 1000.0;
        return String.format(Locale.ROOT, "%+.1f s", seconds);
    }

    /** A page that says one thing. */
    static String message(int status, String text) {
        return page("", status + " " + Answers.reason(status), "<p>" + escape(text) + "</p>");
    }

    private static String page(String head, String title, String body) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\">"
                + head
                + "<title>"
                + escape(title)
                + "</title>"
                + STYLE
                + "</head><body><h1>"
                + escape(title)
                + "</h1>"
                + body
                + "</body></html>\n";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
