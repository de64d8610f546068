/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import io.reveille.sms.ApplicationPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How to send a short message by a provider's own HTTP interface. Address, headers and bodies are
 * templates: {@code {{name}}} stands for a value, escaped for where it stands. The names are {@code
 * number} (digits), {@code number.plus}, {@code validity.seconds}, {@code validity.minutes}, {@code
 * reference}, {@code {{receipt}}}, {@code secret}, {@code basic}; for octets {@code udh.hex},
 * {@code udh.base64}, {@code data.hex}, {@code data.base64}, {@code message.hex} and {@code
 * message.base64} (header and data); for text {@code text}.
 *
 * @param method {@code POST}, {@code PUT} or {@code GET}
 * @param url where the request goes
 * @param headers as {@code Name: value}
 * @param contentType of the body, which says how values in it are escaped
 * @param binaryBody for octets; if it is blank and the URL names no octets, only text is sent
 * @param textBody for the text form; if it is blank and the URL names no text, only octets are sent
 * @param username for {@code {{basic}}} (RFC 7617)
 * @param secretFile a file whose first line is the secret; none if empty
 * @param receipts how receipts are read
 * @param ports the application ports before every request
 * @param timeout how long an answer may take
 * @param trust certificates in PEM that the server's is checked against; the platform's if empty
 */
public record WebhookSettings(
        String method,
        String url,
        List<String> headers,
        String contentType,
        String binaryBody,
        String textBody,
        String username,
        Optional<Path> secretFile,
        WebhookReceipts receipts,
        ApplicationPorts ports,
        Duration timeout,
        Optional<Path> trust) {
    private static final Set<String> METHODS = Set.of("POST", "PUT", "GET");

    public WebhookSettings {
        HttpUrls.require("url", url);
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("method '" + method + "' is none of POST, PUT, GET");
        }
        headers = List.copyOf(headers);
        for (String header : headers) {
            if (!header.matches("[A-Za-z0-9-]{1,64}:[^\\p{Cntrl}]*")) {
                throw new IllegalArgumentException(
                        "headers has one that is not 'Name: value' (its value is not shown)");
            }
        }
        HttpUrls.requireTimeout(timeout);
    }

    /**
     * How a provider's receipts are read.
     *
     * @param state name of the value that says what became of the message; of inner JSON objects
     *     such as {@code message.status}
     * @param delivered its values that mean delivered, whatever the case
     * @param failed its values that mean it will not be
     */
    public record WebhookReceipts(String state, Set<String> delivered, Set<String> failed) {
        public WebhookReceipts {
            delivered = Set.copyOf(delivered);
            failed = Set.copyOf(failed);
        }
    }
}
