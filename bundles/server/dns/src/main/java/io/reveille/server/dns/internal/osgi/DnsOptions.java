/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal.osgi;

import io.reveille.crypto.PrivateFile;
import io.reveille.crypto.Secret;
import io.reveille.server.dns.internal.DnsSettings;
import io.reveille.server.dns.internal.NameServer;
import io.reveille.server.dns.internal.RateSettings;
import io.reveille.server.dns.internal.TransferSettings;
import io.reveille.server.dns.internal.TransferSettings.Content;
import io.reveille.server.dns.internal.ZoneSettings;
import io.reveille.server.registry.CidrBlock;
import io.reveille.server.registry.IpLiterals;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The configuration, checked. */
final class DnsOptions {
    private static final int DNS_PORT = 53;
    private static final int LONGEST_KEY_FILE = 1024;
    private static final Pattern ADDRESS_AND_PORT =
            Pattern.compile("(?:\\[([0-9a-fA-F:.]+)\\]|([0-9.]+)):([0-9]{1,5})");

    private DnsOptions() {}

    /**
     * @throws IllegalArgumentException whose message names the property and what is wrong with it
     */
    static DnsSettings of(DnsConfiguration configuration, Path home) {
        try {
            return new DnsSettings(
                    listen(configuration.listen()),
                    configuration.port(),
                    CidrBlock.parseList(configuration.askers()),
                    Duration.ofSeconds(configuration.ttl_seconds()),
                    Duration.ofSeconds(configuration.tcp_idle_seconds()),
                    configuration.tcp_connections(),
                    new ZoneSettings(
                            configuration.dnssec(),
                            configuration.https_port(),
                            NameServer.parseList(configuration.name_servers())),
                    new RateSettings(
                            configuration.rate_same(),
                            configuration.rate_all(),
                            configuration.rate_slip(),
                            CidrBlock.parseList(configuration.rate_exempt())),
                    new TransferSettings(
                            words(configuration.secondaries()).stream()
                                    .map(DnsOptions::secondary)
                                    .toList(),
                            content(configuration.transfer_content()),
                            key(configuration, home)),
                    CidrBlock.parseList(configuration.wake_resolvers()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(DnsConfiguration.PID + ".cfg: " + e.getMessage(), e);
        }
    }

    private static List<InetAddress> listen(String addresses) {
        return addresses.isBlank()
                ? List.of(new InetSocketAddress(0).getAddress())
                : IpLiterals.parseList(addresses);
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static InetSocketAddress secondary(String text) {
        Matcher parts = ADDRESS_AND_PORT.matcher(text);
        if (!parts.matches()) {
            return new InetSocketAddress(IpLiterals.parse(text), DNS_PORT);
        }
        int port = Integer.parseInt(parts.group(3));
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("secondaries: no port " + port);
        }
        String address = parts.group(1) == null ? parts.group(2) : parts.group(1);
        return new InetSocketAddress(IpLiterals.parse(address), port);
    }

    private static Content content(String text) {
        return Arrays.stream(Content.values())
                .filter(content -> content.name().toLowerCase(Locale.ROOT).equals(text.strip()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "transfer.content must be addresses or services, but is "
                                                + text));
    }

    private static Optional<TransferSettings.Key> key(DnsConfiguration configuration, Path home) {
        if (configuration.transfer_key_file().isBlank()) {
            return Optional.empty();
        }
        Path file = home.resolve(configuration.transfer_key_file().strip());
        byte[] octets = new byte[0];
        try {
            octets = PrivateFile.read(file, LONGEST_KEY_FILE);
            String first =
                    new String(octets, StandardCharsets.US_ASCII)
                            .lines()
                            .findFirst()
                            .orElse("")
                            .strip();
            byte[] key = Base64.getDecoder().decode(first);
            if (key.length < 16) {
                throw new IllegalArgumentException(
                        "transfer.key.file: %s has a key of less than 128 bits".formatted(file));
            }
            Secret secret = Secret.of(key);
            Arrays.fill(key, (byte) 0);
            return Optional.of(
                    new TransferSettings.Key(configuration.transfer_key_name().strip(), secret));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "transfer.key.file: cannot read %s: %s".formatted(file, e.getMessage()), e);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }
}
