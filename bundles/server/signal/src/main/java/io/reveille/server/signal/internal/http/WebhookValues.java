/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.http;

import io.reveille.server.signal.internal.sms.SmsContent.Binary;
import io.reveille.server.signal.internal.sms.SmsContent.Text;
import io.reveille.server.signal.internal.sms.SmsMessage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What placeholders stand for. */
public final class WebhookValues {
    /** Names that only octets have. */
    static final Set<String> BINARY =
            Set.of(
                    "udh.hex",
                    "udh.base64",
                    "data.hex",
                    "data.base64",
                    "message.hex",
                    "message.base64");

    /** The name that only text has. */
    static final String TEXT = "text";

    /** Names that every message has. */
    static final Set<String> COMMON =
            Set.of(
                    "number",
                    "number.plus",
                    "validity.seconds",
                    "validity.minutes",
                    "reference",
                    "receipt",
                    "secret",
                    "basic");

    private WebhookValues() {}

    /** The values of one message; the secret is among them. */
    public static Map<String, String> of(
            SmsMessage message, String username, Optional<String> secret, Optional<URI> receipt) {
        Map<String, String> values = new HashMap<>();
        values.put("number", message.number());
        values.put("number.plus", "+" + message.number());
        values.put("validity.seconds", Long.toString(Math.max(1, message.validity().toSeconds())));
        values.put("validity.minutes", KannelQuery.minutes(message.validity()));
        values.put("reference", UUID.randomUUID().toString());
        receipt.ifPresent(uri -> values.put("receipt", uri.toString()));
        secret.ifPresent(
                text -> {
                    values.put("secret", text);
                    values.put("basic", basic(username, text));
                });
        if (message.content() instanceof Binary binary) {
            values.put("udh.hex", binary.header().hex());
            values.put("udh.base64", base64(binary.header().toArray()));
            values.put("data.hex", binary.data().hex());
            values.put("data.base64", base64(binary.data().toArray()));
            values.put("message.hex", binary.whole().hex());
            values.put("message.base64", base64(binary.whole().toArray()));
        } else {
            values.put(TEXT, ((Text) message.content()).text());
        }
        return values;
    }

    private static String basic(String username, String secret) {
        return base64((username + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
