/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import io.reveille.crypto.EnrolmentCode;
import io.reveille.crypto.KeyPlace;
import io.reveille.crypto.KeyPlace.Kind;
import io.reveille.crypto.KeyPlace.Token;
import io.reveille.gateway.agent.AccessBudget;
import io.reveille.gateway.agent.AddressRange;
import io.reveille.gateway.agent.GatewayIpsec;
import io.reveille.gateway.agent.OfferedService;
import io.reveille.gateway.agent.PrivateProxyConfiguration;
import io.reveille.gateway.agent.ServiceAuthentication;
import io.reveille.gateway.modem.SerialAddress;
import io.reveille.ipsec.IpsecSettings;
import io.reveille.protocol.Msisdn;
import io.reveille.protocol.TunnelProtocol;
import io.reveille.tunnel.TunnelSettings;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A gateway's configuration, checked.
 *
 * @param proxy what the private proxy is to do
 * @param modem the modem's address: {@code serial:}, {@code tcp:}, {@code comm:} or {@code
 *     modemmanager}
 * @param pinFile where the SIM's PIN is
 * @param quirksFile where there is what is to change in the table of modem makers' ways
 * @param keys where private keys are kept
 * @param enrolment how to join a fleet
 * @param enrolmentBySms whether that may come by SMS
 */
record GatewayConfiguration(
        PrivateProxyConfiguration proxy,
        Optional<String> modem,
        Optional<Path> pinFile,
        Optional<Path> quirksFile,
        KeyPlace keys,
        Optional<Enrolment> enrolment,
        boolean enrolmentBySms) {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6}) ?(s|m|min|h)");
    private static final Duration LEAST_IDLE = Duration.ofSeconds(5);
    private static final Duration MOST_IDLE = Duration.ofHours(24);
    private static final int USUAL_WAITING = 8;

    /**
     * How to join a fleet.
     *
     * @param code a secret until it has been used
     */
    record Enrolment(URI url, String code) {
        @Override
        public String toString() {
            return "Enrolment[" + url + "]";
        }
    }

    /**
     * Checks what a person wrote.
     *
     * @param home the home directory where none is written
     * @throws IllegalArgumentException whose message begins with the key that is wrong and says
     *     what to write
     */
    static GatewayConfiguration of(GatewayOptions options, Optional<Path> home) {
        AccessBudget usual = AccessBudget.defaults();
        return new GatewayConfiguration(
                new PrivateProxyConfiguration(
                        key("home", options.home(), text -> home(text, home)),
                        key("services", options.services(), OfferedService::parse),
                        key(
                                "tunnel.protocols",
                                options.tunnel_protocols(),
                                GatewayConfiguration::protocols),
                        TunnelSettings.defaults()
                                .withPing(
                                        Duration.ofSeconds(
                                                range(
                                                        "ping.interval.seconds",
                                                        options::ping_interval_seconds,
                                                        3_600)),
                                        Duration.ofSeconds(
                                                range(
                                                        "ping.timeout.seconds",
                                                        options::ping_timeout_seconds,
                                                        600)))
                                .withIdleTimeout(
                                        key(
                                                "idle.timeout",
                                                options.idle_timeout(),
                                                GatewayConfiguration::idle)),
                        optional("proxies.allowed", options.proxies_allowed(), AddressRange::parse),
                        optional("msisdn", options.msisdn(), Msisdn::parse),
                        new AccessBudget(
                                usual.opensPerMinute(),
                                range("dials.per.minute", options::dials_per_minute, 600),
                                range("dials.per.hour", options::dials_per_hour, 10_000),
                                USUAL_WAITING,
                                usual.firstRetry(),
                                usual.lastRetry()),
                        ipsec(options),
                        key(
                                "authentication",
                                options.authentication(),
                                ServiceAuthentication::parse)),
                optional("modem", options.modem(), GatewayConfiguration::modem),
                optional("sim.pin.file", options.sim_pin_file(), Path::of),
                optional("modem.quirks.file", options.modem_quirks_file(), Path::of),
                keys(options),
                enrolment(options.enrolment_url().strip(), options.enrolment_code().strip()),
                options.enrolment_sms());
    }

    private static Path home(String text, Optional<Path> otherwise) {
        if (text.isEmpty()) {
            return otherwise.orElseThrow(
                    () ->
                            new IllegalArgumentException(
                                    "write the directory in which this gateway is to keep its keys"
                                            + " and its log, such as /var/lib/reveille"));
        }
        Path home = Path.of(text);
        if (!home.isAbsolute()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a full path; write one that begins with /");
        }
        return home.normalize();
    }

    private static Set<TunnelProtocol> protocols(String text) {
        Set<TunnelProtocol> protocols = EnumSet.noneOf(TunnelProtocol.class);
        for (String name : text.split(",", -1)) {
            try {
                protocols.add(TunnelProtocol.valueOf(name.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "\"" + name.strip() + "\" cannot be dialled; write TLS, IPSEC or both", e);
            }
        }
        return protocols;
    }

    private static Optional<GatewayIpsec> ipsec(GatewayOptions options) {
        boolean byCertificate =
                key(
                        "ipsec.authentication",
                        options.ipsec_authentication(),
                        text ->
                                switch (text) {
                                    case "psk" -> false;
                                    case "certificate" -> true;
                                    default ->
                                            throw new IllegalArgumentException(
                                                    "\"" + text + "\": write psk or certificate");
                                });
        return Optional.of(
                new GatewayIpsec(
                        IpsecSettings.at(key("ipsec.vici", options.ipsec_vici(), Path::of))
                                .withInnerAddress(
                                        key(
                                                "ipsec.inner.address",
                                                options.ipsec_inner_address(),
                                                GatewayConfiguration::ipv4)),
                        byCertificate));
    }

    private static KeyPlace keys(GatewayOptions options) {
        Kind kind =
                key(
                        "keys.store",
                        options.keys_store(),
                        text ->
                                switch (text) {
                                    case "files" -> Kind.FILES;
                                    case "pkcs12" -> Kind.PKCS12;
                                    case "pkcs11" -> Kind.PKCS11;
                                    default ->
                                            throw new IllegalArgumentException(
                                                    "\""
                                                            + text
                                                            + "\": write files, pkcs12 or pkcs11");
                                });
        return new KeyPlace(
                kind,
                optional("keys.passphrase.file", options.keys_passphrase_file(), Path::of),
                kind == Kind.PKCS11
                        ? Optional.of(
                                new Token(
                                        key(
                                                "pkcs11.library",
                                                options.pkcs11_library(),
                                                GatewayConfiguration::named),
                                        options.pkcs11_slot(),
                                        key(
                                                "pkcs11.pin.file",
                                                options.pkcs11_pin_file(),
                                                GatewayConfiguration::named)))
                        : Optional.empty());
    }

    private static Path named(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("name the file; keys.store=pkcs11 needs it");
        }
        return Path.of(text);
    }

    private static Inet4Address ipv4(String text) {
        if (text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
            try {
                return (Inet4Address) InetAddress.getByName(text);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("\"" + text + "\" is no IPv4 address", e);
            }
        }
        throw new IllegalArgumentException("\"" + text + "\" is no IPv4 address");
    }

    private static Duration idle(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (matcher.matches()) {
            long count = Long.parseLong(matcher.group(1));
            Duration idle =
                    switch (matcher.group(2)) {
                        case "s" -> Duration.ofSeconds(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofMinutes(count);
                    };
            if (idle.compareTo(LEAST_IDLE) >= 0 && idle.compareTo(MOST_IDLE) <= 0) {
                return idle;
            }
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is not 5s to 24h; write for example 120s, 15m or 1h");
    }

    private static String modem(String text) {
        return text.startsWith("comm:") || ManagedModemAddress.parse(text).isPresent()
                ? text
                : SerialAddress.parse(text).text();
    }

    private static Optional<Enrolment> enrolment(String url, String code) {
        if (url.isEmpty() && code.isEmpty()) {
            return Optional.empty();
        }
        URI address =
                key(
                        "enrolment.url",
                        url,
                        text -> {
                            if (!text.matches("https://[^/@\\s]+/\\S*")) {
                                throw new IllegalArgumentException(
                                        "write the address as the server printed it, such as"
                                                + " https://203.0.113.7:4434/enrol");
                            }
                            return URI.create(text);
                        });
        EnrolmentCode parsed =
                key(
                        "enrolment.code",
                        code,
                        text ->
                                EnrolmentCode.parse(text)
                                        .orElseThrow(
                                                () ->
                                                        new IllegalArgumentException(
                                                                "write the code as the server"
                                                                        + " printed it: eight groups of"
                                                                        + " four letters and digits")));
        return Optional.of(new Enrolment(address, parsed.text()));
    }

    /** A number that the framework reads, which fails when what is written is none. */
    private static int range(String key, IntSupplier number, int most) {
        OptionalInt value;
        try {
            value = OptionalInt.of(number.getAsInt());
        } catch (RuntimeException none) {
            value = OptionalInt.empty();
        }
        if (value.isEmpty() || value.getAsInt() < 1 || value.getAsInt() > most) {
            throw new IllegalArgumentException(key + ": write a number from 1 to " + most);
        }
        return value.getAsInt();
    }

    private static <T> Optional<T> optional(String key, String text, Function<String, T> reader) {
        return text.isBlank() ? Optional.empty() : Optional.of(key(key, text, reader));
    }

    private static <T> T key(String key, String text, Function<String, T> reader) {
        try {
            return reader.apply(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }
}
