/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.http;

import io.reveille.server.signal.WebhookSettings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The templates of one webhook, checked. */
public final class WebhookTemplates {
    private static final Set<String> NAMES = names();

    private final WebhookSettings settings;
    private final Template url;
    private final List<Header> headers = new ArrayList<>();
    private final Template binaryBody;
    private final Template textBody;

    private record Header(String name, Template value) {}

    private WebhookTemplates(WebhookSettings settings) {
        this.settings = settings;
        Escape escape = Escape.of(settings.contentType());
        url = parse("url", settings.url(), Escape.PERCENT);
        binaryBody = parse("body", settings.binaryBody(), escape);
        textBody = parse("body.text", settings.textBody(), escape);
        for (String header : settings.headers()) {
            int colon = header.indexOf(':');
            headers.add(
                    new Header(
                            header.substring(0, colon),
                            parse("headers", header.substring(colon + 1).strip(), Escape.NONE)));
        }
        if (!carries(true) && !carries(false)) {
            throw new IllegalArgumentException(
                    "neither url nor body nor body.text says where the message goes: use {{text}}, {{data.hex}} or such");
        }
    }

    /**
     * Checks.
     *
     * @throws IllegalArgumentException whose message names the property and what is wrong with it
     */
    public static WebhookTemplates of(WebhookSettings settings) {
        return new WebhookTemplates(settings);
    }

    private static Template parse(String property, String text, Escape escape) {
        try {
            return Template.parse(text, escape, NAMES);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + ": " + e.getMessage(), e);
        }
    }

    private static Set<String> names() {
        Set<String> names = new HashSet<>(WebhookValues.COMMON);
        names.addAll(WebhookValues.BINARY);
        names.add(WebhookValues.TEXT);
        return Set.copyOf(names);
    }

    /** Whether there is a place for text, or for octets. */
    public boolean carries(boolean text) {
        return text
                ? textBody.uses(WebhookValues.TEXT) || url.uses(WebhookValues.TEXT)
                : WebhookValues.BINARY.stream()
                        .anyMatch(name -> binaryBody.uses(name) || url.uses(name));
    }

    public boolean uses(String name) {
        return url.uses(name)
                || binaryBody.uses(name)
                || textBody.uses(name)
                || headers.stream().anyMatch(header -> header.value().uses(name));
    }

    /**
     * A request with these values in it.
     *
     * @throws IllegalArgumentException if address or headers become something that HTTP has not
     */
    public HttpRequest.Builder request(Map<String, String> values, boolean text) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url.fill(values)));
        String body = (text ? textBody : binaryBody).fill(values);
        BodyPublisher publisher =
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        if (!body.isEmpty()) {
            request.header("Content-Type", settings.contentType());
        }
        headers.forEach(header -> request.header(header.name(), header.value().fill(values)));
        return request.method(settings.method(), publisher);
    }
}
