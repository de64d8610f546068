/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.clients;

import io.reveille.crypto.PrivateFile;
import io.reveille.crypto.Secret;
import io.reveille.gateway.agent.ClientScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What {@code HOME/keys/clients} says.
 *
 * @param realm what Digest mixes into passwords: of this gateway alone, and it tells nothing
 */
public record ClientBook(String realm, List<ClientLine> lines) {
    private static final int MOST_OCTETS = 512 * 1024;
    private static final int MOST_LINES = 1000;
    private static final String REALM = "realm ";
    private static final Pattern REALM_FORM = Pattern.compile("[a-z0-9-]{1,40}");

    public ClientBook {
        lines = List.copyOf(lines);
        if (lines.size() > MOST_LINES) {
            throw new IllegalArgumentException("more than " + MOST_LINES + " clients");
        }
    }

    public static Path file(Path home) {
        return home.resolve("keys").resolve("clients");
    }

    /**
     * Reads the file; where there is none, nobody is known.
     *
     * @throws IOException saying which line is wrong
     */
    public static ClientBook read(Path file) throws IOException {
        if (!Files.exists(file)) {
            String fresh = HexFormat.of().formatHex(Secret.random(6).copy());
            return new ClientBook("reveille-" + fresh, List.of());
        }
        String text = new String(PrivateFile.read(file, MOST_OCTETS), StandardCharsets.UTF_8);
        List<String> all = text.lines().toList();
        if (all.isEmpty()
                || !all.get(0).startsWith(REALM)
                || !REALM_FORM.matcher(all.get(0).substring(REALM.length())).matches()) {
            throw new IOException(file + ", line 1 is not \"realm NAME\"");
        }
        List<ClientLine> lines = new ArrayList<>();
        for (int i = 1; i < all.size() && i <= MOST_LINES; i++) {
            int number = i + 1;
            lines.add(
                    ClientLine.parse(all.get(i))
                            .orElseThrow(
                                    () ->
                                            new IOException(
                                                    file
                                                            + ", line "
                                                            + number
                                                            + " is not a client; remove it and add"
                                                            + " the client again")));
        }
        return new ClientBook(all.get(0).substring(REALM.length()), lines);
    }

    public ClientBook with(List<ClientLine> others) {
        return new ClientBook(realm, others);
    }

    Optional<ClientLine> find(ClientScheme scheme, String name) {
        return lines.stream()
                .filter(line -> line.scheme() == scheme && line.name().equals(name))
                .findFirst();
    }

    public String text() {
        StringBuilder text = new StringBuilder(REALM).append(realm).append('\n');
        lines.forEach(line -> text.append(line.text()).append('\n'));
        return text.toString();
    }
}
