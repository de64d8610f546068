/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import io.reveille.server.registry.AddressGrant;
import java.util.List;
import java.util.Optional;

/** The page on which a person opens a service for the address that they come from. */
final class OpenPage {
    private OpenPage() {}

    /**
     * @param message what came of the last try, if there was one
     * @param open what the user has open, once it is known who the user is
     */
    static String html(String address, Optional<String> message, List<AddressGrant> open) {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("<p>You come from <strong>").append(escaped(address)).append("</strong>.</p>");
        message.ifPresent(
                text -> page.append("<p role=\"status\">").append(escaped(text)).append("</p>"));
        page.append(FORM);
        if (!open.isEmpty()) {
            page.append(
                    "<table><caption>Open</caption><tr><th>What</th><th>For</th><th>Until</th></tr>");
            for (AddressGrant grant : open) {
                page.append("<tr><td>")
                        .append(escaped(grant.gatewayId() + "/" + grant.service()))
                        .append("</td><td>")
                        .append(escaped(grant.address().getHostAddress()))
                        .append("</td><td>")
                        .append(escaped(grant.expiresAt().toString()))
                        .append("</td></tr>");
            }
            page.append("</table>");
        }
        return page.append("</main></body></html>\n").toString();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Open a service</title>
            <meta name="viewport" content="width=device-width">
            <style>body{font-family:sans-serif;max-width:32em;margin:2em auto;padding:0 1em}
            label{display:block;margin:.6em 0}input{width:100%;box-sizing:border-box}
            th,td{text-align:left;padding-right:1em}</style></head>
            <body><main><h1>Open a service for your address</h1>
            """;

    private static final String FORM =
            """
            <form method="post" autocomplete="off">
            <label>User <input name="user" required maxlength="64" autocomplete="username"></label>
            <label>Password <input name="password" type="password" required
             autocomplete="current-password"></label>
            <label>Gateway, or gateway/service; empty to see what is open
             <input name="what" maxlength="96"></label>
            <label>Minutes <input name="minutes" type="number" min="1" max="1440" value="15"></label>
            <button>Open</button></form>
            """;
}
