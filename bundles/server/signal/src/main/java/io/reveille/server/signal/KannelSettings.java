/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import io.reveille.sms.ApplicationPorts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach a Kannel's smsbox, or what speaks its sendsms interface.
 *
 * @param url of sendsms, such as {@code http://127.0.0.1:13013/cgi-bin/sendsms}; without a query
 * @param username of the sendsms-user
 * @param passwordFile a file whose first line is the password; read for every message
 * @param from the sender that gateways see; empty leaves it to Kannel
 * @param smsc which of Kannel's connections to use; empty leaves it to Kannel
 * @param messageClass 0 to 3 (3GPP TS 23.038, 4); none if empty, which is right but for odd routes
 * @param prefix what comes before the digits of an international number: {@code +}, {@code 00} or
 *     nothing
 * @param ports the application ports before every request
 * @param timeout how long an answer may take
 * @param trust certificates in PEM that the server's is checked against; the platform's if empty
 */
public record KannelSettings(
        URI url,
        String username,
        Path passwordFile,
        String from,
        String smsc,
        Optional<Integer> messageClass,
        String prefix,
        ApplicationPorts ports,
        Duration timeout,
        Optional<Path> trust) {
    public KannelSettings {
        HttpUrls.require("url", url.toString());
        if (url.getRawQuery() != null) {
            throw new IllegalArgumentException("url has a query: leave out what is after the '?'");
        }
        if (username.isBlank()) {
            throw new IllegalArgumentException("username is empty: name the sendsms-user");
        }
        messageClass.ifPresent(
                number -> {
                    if (number < 0 || number > 3) {
                        throw new IllegalArgumentException(
                                "message.class " + number + " is not within 0 to 3");
                    }
                });
        if (!prefix.matches("\\+|00|")) {
            throw new IllegalArgumentException(
                    "number.prefix '" + prefix + "' is none of '+', '00' and nothing");
        }
        HttpUrls.requireTimeout(timeout);
    }

    /** With defaults for all that Kannel does not dictate. */
    public static KannelSettings of(URI url, String username, Path passwordFile) {
        return new KannelSettings(
                url,
                username,
                passwordFile,
                "",
                "",
                Optional.empty(),
                "+",
                SmsRoute.DEFAULT_PORTS,
                Duration.ofSeconds(10),
                Optional.empty());
    }
}
