/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import java.net.URI;
import java.time.Duration;

/** Checks of what HTTP routes are told. */
final class HttpUrls {
    private HttpUrls() {}

    static void require(String what, String url) {
        if (!url.matches("https?://[^\\s/?#@]+[^\\s#]*")) {
            throw new IllegalArgumentException(
                    "%s '%s' is not a URL such as https://sms.example.com/send"
                            .formatted(what, url.replaceAll("[?].*", "?…")));
        }
    }

    static void requireTimeout(Duration timeout) {
        if (timeout.toMillis() < 100 || timeout.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException(
                    "timeout.seconds " + timeout.toSeconds() + " is not within 1 to 300");
        }
    }

    /** Host and port, for people. */
    static String provider(URI url) {
        int port = url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
        return url.getHost() + ":" + port;
    }
}
