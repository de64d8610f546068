/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import io.reveille.crypto.PasswordHash;
import io.reveille.crypto.PrivateFile;
import io.reveille.crypto.Secret;
import io.reveille.gateway.agent.internal.HomeFiles;
import io.reveille.gateway.agent.internal.clients.ClientBook;
import io.reveille.gateway.agent.internal.clients.ClientLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * The clients that a gateway knows by itself, in {@code HOME/keys/clients}, mode 600: nothing of it
 * leaves the gateway. Of a password is kept its Argon2id hash or, for Digest, {@code
 * SHA-256(name:realm:password)}; of a token its SHA-256.
 */
public final class ServiceClients {
    private static final int TOKEN = 32;

    private final Path file;

    private ServiceClients(Path file) {
        this.file = file;
    }

    /** Those of a gateway's home; there need be none. */
    public static ServiceClients in(Path home) {
        return new ServiceClients(ClientBook.file(home));
    }

    /**
     * A client as people see it.
     *
     * @param services those that it may reach; empty for all
     */
    public record Known(String name, ClientScheme scheme, Set<String> services) {}

    /**
     * Adds a client with a password, or changes its password and services.
     *
     * @param scheme basic or digest
     * @param services those that it may reach; empty for all
     * @param password 8 to 128 octets
     * @throws IllegalArgumentException saying what is wrong with name, services or password
     * @throws IOException when the file cannot be read or written
     */
    public void add(String name, ClientScheme scheme, Set<String> services, Secret password)
            throws IOException {
        if (password.length() < 8 || password.length() > 128) {
            throw new IllegalArgumentException("the password must have 8 to 128 characters");
        }
        ClientBook book = ClientBook.read(file);
        String kept =
                switch (scheme) {
                    case BASIC -> PasswordHash.of(password).text();
                    case DIGEST -> ClientLine.digest(name, book.realm(), password);
                    case BEARER -> throw new IllegalArgumentException("a bearer has no password");
                };
        put(book, new ClientLine(scheme, name, services, kept));
    }

    /**
     * Adds a client with a token, or gives it a new one.
     *
     * @return the token, which is kept nowhere
     * @throws IOException when the file cannot be read or written
     */
    public String addBearer(String name, Set<String> services) throws IOException {
        String token =
                Base64.getUrlEncoder().withoutPadding().encodeToString(Secret.random(TOKEN).copy());
        put(
                ClientBook.read(file),
                new ClientLine(ClientScheme.BEARER, name, services, ClientLine.bearer(token)));
        return token;
    }

    private void put(ClientBook book, ClientLine line) throws IOException {
        List<ClientLine> lines = new ArrayList<>(book.lines());
        lines.removeIf(old -> old.name().equals(line.name()) && old.scheme() == line.scheme());
        lines.add(line);
        write(book.with(lines));
    }

    /**
     * Forgets a client.
     *
     * @return whether there was one of that name
     */
    public boolean remove(String name) throws IOException {
        ClientBook book = ClientBook.read(file);
        List<ClientLine> lines = new ArrayList<>(book.lines());
        boolean found = lines.removeIf(line -> line.name().equals(name));
        if (found) {
            write(book.with(lines));
        }
        return found;
    }

    /** All, by name. */
    public List<Known> list() throws IOException {
        return ClientBook.read(file).lines().stream()
                .map(line -> new Known(line.name(), line.scheme(), line.services()))
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    private void write(ClientBook book) throws IOException {
        Path directory = file.getParent();
        if (directory != null) {
            HomeFiles.directory(directory);
        }
        PrivateFile.write(file, book.text().getBytes(StandardCharsets.UTF_8));
    }
}
