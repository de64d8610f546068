/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.clients;

import io.reveille.crypto.PasswordHash;
import io.reveille.crypto.Secret;
import io.reveille.gateway.agent.ClientScheme;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One way in which one client proves who it is: a line of the file.
 *
 * @param services those that it may reach; empty for all
 * @param kept what is kept of password or token; not in {@link #toString}
 */
public record ClientLine(ClientScheme scheme, String name, Set<String> services, String kept) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final String ALL = "*";

    public ClientLine {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a client's name has 1 to 64 letters, digits and . _ @ -");
        }
        services = Set.copyOf(services);
        if (services.size() > 64
                || !services.stream().allMatch(s -> SERVICE.matcher(s).matches())) {
            throw new IllegalArgumentException("the services are to be names as in services=");
        }
    }

    /** What Digest needs of a password (RFC 7616 section 3.4.2). */
    public static String digest(String name, String realm, Secret password) {
        MessageDigest digest = sha256();
        digest.update((name + ":" + realm + ":").getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(password.copy()));
    }

    /** What is kept of a token. */
    public static String bearer(String token) {
        return HexFormat.of().formatHex(sha256().digest(token.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    boolean mayReach(String service) {
        return services.isEmpty() || services.contains(service);
    }

    /** A line as {@link #text} writes it; empty if it is anything else. */
    static Optional<ClientLine> parse(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        Optional<ClientScheme> scheme = ClientScheme.of(parts[0]);
        if (scheme.isEmpty() || !isKept(scheme.get(), parts[3])) {
            return Optional.empty();
        }
        try {
            Set<String> services =
                    parts[2].equals(ALL) ? Set.of() : Set.of(parts[2].split(",", -1));
            return Optional.of(new ClientLine(scheme.get(), parts[1], services, parts[3]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isKept(ClientScheme scheme, String kept) {
        return scheme == ClientScheme.BASIC
                ? PasswordHash.parse(kept).isPresent()
                : SHA256.matcher(kept).matches();
    }

    String text() {
        return scheme.text()
                + " "
                + name
                + " "
                + (services.isEmpty() ? ALL : String.join(",", new TreeSet<>(services)))
                + " "
                + kept;
    }

    @Override
    public String toString() {
        return "ClientLine[" + scheme.text() + " " + name + "]";
    }
}
