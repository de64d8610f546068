/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Where issuers have their keys. */
final class JwkPlaces {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private JwkPlaces() {}

    /**
     * @param text a file, or a https URL
     * @param authorities who vouches for the URL's server, if not those whom Java trusts
     * @throws IllegalArgumentException if it is a URL of another kind, or the authorities can't be
     *     used
     */
    static JwkSource.Place of(String text, Optional<Path> authorities) {
        return of(text, authorities, TIMEOUT);
    }

    /**
     * @param patience for the connection, for the answer, and for its body
     */
    static JwkSource.Place of(String text, Optional<Path> authorities, Duration patience) {
        if (!text.contains("://")) {
            return new InFile(Path.of(text));
        }
        URI uri = URI.create(text);
        if (!"https".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "jwt.keys must be a file or a https URL, but is '%s'".formatted(text));
        }
        return new AtUrl(
                uri,
                HttpClient.newBuilder()
                        .sslContext(IssuerTls.trusting(authorities))
                        .connectTimeout(patience)
                        .followRedirects(Redirect.NEVER)
                        .build(),
                patience);
    }

    /** A file, which is read anew within a second. */
    record InFile(Path file) implements JwkSource.Place {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }

        @Override
        public Duration fresh() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration pause() {
            return Duration.ofSeconds(1);
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /**
     * A URL, which is asked every ten minutes, or every half a minute for keys that are missing.
     */
    record AtUrl(URI uri, HttpClient client, Duration patience) implements JwkSource.Place {
        @Override
        public InputStream open() throws IOException {
            HttpRequest request =
                    HttpRequest.newBuilder(uri)
                            .timeout(patience)
                            .header("Accept", "application/jwk-set+json, application/json")
                            .build();
            try {
                HttpResponse<InputStream> response =
                        client.send(request, BodyHandlers.ofInputStream());
                InputStream body = response.body();
                if (response.statusCode() != 200) {
                    body.close();
                    throw new IOException("the answer is " + response.statusCode());
                }
                endLate(body);
                return body;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }

        /** A body that drips is cut off. */
        private void endLate(InputStream body) {
            CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(
                            () -> {
                                try {
                                    body.close();
                                } catch (IOException e) {
                                    // then it has ended already
                                }
                            });
        }

        @Override
        public Duration fresh() {
            return Duration.ofMinutes(10);
        }

        @Override
        public Duration pause() {
            return Duration.ofSeconds(30);
        }

        @Override
        public String toString() {
            return uri.toString();
        }
    }
}
