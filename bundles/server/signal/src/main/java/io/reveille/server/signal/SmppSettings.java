/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import io.reveille.sms.Address;
import io.reveille.sms.ApplicationPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How to reach one service centre by SMPP 3.4.
 *
 * @param host its name or address
 * @param port its TCP port, usually 2775
 * @param tls whether the connection is TLS, its certificate checked
 * @param systemId the account, up to 15 characters
 * @param passwordFile a file whose first line is the password; read at every bind
 * @param systemType what the centre calls this kind of client, up to 12 characters, usually empty
 * @param source the sender that gateways see; none leaves it to the centre
 * @param receipts which delivery receipts are asked for
 * @param ports the application ports before every request
 * @param window how many requests wait for the centre's answer at a time, in each session, 1 to 100
 * @param binds how many sessions, 1 to 16
 * @param trust certificates in PEM that the centre's is checked against; the platform's if empty
 * @param enquireLink how long the link may be idle before it is probed
 * @param responseTimeout how long the centre may take to answer
 * @param shortestPause how long after the first failure to bind the next attempt comes
 * @param longestPause the pause doubles with every failure up to this
 */
public record SmppSettings(
        String host,
        int port,
        boolean tls,
        String systemId,
        Path passwordFile,
        String systemType,
        Optional<Address> source,
        ReceiptRequest receipts,
        ApplicationPorts ports,
        int window,
        int binds,
        Optional<Path> trust,
        Duration enquireLink,
        Duration responseTimeout,
        Duration shortestPause,
        Duration longestPause) {
    /** The port of SMPP. */
    public static final int DEFAULT_PORT = 2775;

    /** From and to the first port of the range that gateways listen on. */
    public static final ApplicationPorts DEFAULT_PORTS = SmsRoute.DEFAULT_PORTS;

    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Set<Integer> PLANS = Set.of(0, 1, 3, 4, 6, 8, 9, 10); // 5.2.6
    private static final Duration HOUR = Duration.ofHours(1);

    public SmppSettings {
        require(!host.isBlank(), "host is empty: name the service centre");
        require(port >= 1 && port <= 65_535, "port " + port + " is not within 1 to 65535");
        require(!systemId.isBlank(), "system.id is empty: name the account");
        requireText("system.id", systemId, 15);
        requireText("system.type", systemType, 12);
        require(window >= 1 && window <= 100, "window " + window + " is not within 1 to 100");
        require(binds >= 1 && binds <= 16, "binds " + binds + " is not within 1 to 16");
        requireWithin("enquire.link.seconds", enquireLink);
        requireWithin("response.timeout.seconds", responseTimeout);
        requireWithin("shortest pause", shortestPause);
        requireWithin("reconnect.longest.seconds", longestPause);
        requireAddress(source);
    }

    /** With defaults for all that a service centre does not dictate. */
    public static SmppSettings of(String host, int port, String systemId, Path passwordFile) {
        return new SmppSettings(
                host,
                port,
                false,
                systemId,
                passwordFile,
                "",
                Optional.empty(),
                ReceiptRequest.ALL,
                DEFAULT_PORTS,
                8,
                1,
                Optional.empty(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1));
    }

    private static void requireText(String what, String text, int most) {
        require(
                text.length() <= most && text.chars().allMatch(c -> c > 0x20 && c < 0x7F),
                "%s '%s' is not up to %d ASCII characters without blanks"
                        .formatted(what, text, most));
    }

    private static void requireWithin(String what, Duration duration) {
        require(
                duration.compareTo(MILLISECOND) >= 0 && duration.compareTo(HOUR) <= 0,
                what + " " + duration.toSeconds() + " is not within 1 to 3600");
    }

    private static void requireAddress(Optional<Address> source) {
        source.ifPresent(
                address ->
                        require(
                                address.typeOfNumber().code() < 7
                                        && PLANS.contains(address.numberingPlan().code())
                                        && address.digits().chars().allMatch(c -> c < 0x7F),
                                "source.address '" + address + "' cannot be sent by SMPP"));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
