/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import io.reveille.server.registry.Money;
import io.reveille.server.registry.SignalRate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How mails are submitted (RFC 6409).
 *
 * @param host name of the mail server, as it is in its certificate
 * @param port its port, 1 to 65535
 * @param security how the connection is protected
 * @param caFile the certificates, in PEM, that the server's must come from; none: the platform's
 * @param user who logs in; nobody if empty
 * @param passwordFile a file whose first line is the password; read at every login
 * @param from the address that mails come from
 * @param contact whom people who read such a mail may ask, in ASCII; empty: nobody
 * @param fleet the fleet's name, for people
 * @param connections how many connections are open at a time, 1 to 16
 * @param timeout how long the server may take to connect, and for each answer
 * @param idleClose after this long without a mail a connection is closed
 * @param probe how often the server is asked whether it would take a mail; never if zero
 * @param cost what a mail costs; nothing if empty
 * @param rate how many mails may be sent; no limit if empty
 */
public record MailRouteSettings(
        String host,
        int port,
        MailSecurity security,
        Optional<Path> caFile,
        Optional<String> user,
        Path passwordFile,
        String from,
        String contact,
        String fleet,
        int connections,
        Duration timeout,
        Duration idleClose,
        Duration probe,
        Optional<Money> cost,
        Optional<SignalRate> rate) {
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,189}");
    private static final Pattern LINE = Pattern.compile("[\\x20-\\x7E]{0,200}");
    private static final Duration LEAST = Duration.ofMillis(10);
    private static final Duration MOST = Duration.ofHours(1);

    public MailRouteSettings {
        require(!host.isBlank() && LINE.matcher(host).matches(), "host: name the mail server");
        require(port >= 1 && port <= 65_535, "port: " + port + " is not within 1 to 65535");
        require(
                isAddress(from),
                "from: '" + from + "' is not an e-mail address such as wake@example.com");
        require(LINE.matcher(contact).matches(), "contact: write up to 200 ASCII characters");
        require(
                connections >= 1 && connections <= 16,
                "connections: " + connections + " is not within 1 to 16");
        requireWithin("timeout", timeout);
        requireWithin("idle.close", idleClose);
        if (!probe.isZero()) {
            requireWithin("probe", probe);
        }
    }

    /** Whether a mail can be sent to this address, which has ASCII characters alone. */
    public static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    private static void requireWithin(String what, Duration duration) {
        require(
                duration.compareTo(LEAST) >= 0 && duration.compareTo(MOST) <= 0,
                what + ": " + duration + " is not within " + LEAST + " to " + MOST);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
