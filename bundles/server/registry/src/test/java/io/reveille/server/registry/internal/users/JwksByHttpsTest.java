/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JwksByHttpsTest {
    private static final String EC = "SHA256withECDSAinP1363Format";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir Path directory;
    private final AtomicLong nanos = new AtomicLong();
    private final KeyPair first = keys();
    private final KeyPair second = keys();
    private KeySetServer server;
    private JwtIssuer issuer;

    @BeforeEach
    void start() throws Exception {
        server = new KeySetServer("localhost");
        server.publish(TokenForge.jwk("k1", first));
        issuer = issuer(server, Optional.of(server.authority(directory)), PATIENCE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void keys_are_asked_for_once_in_ten_minutes_however_many_tokens_come() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(user("k1", first)).isEqualTo("ada");
        }
        assertThat(server.asked).hasValue(1);

        later(Duration.ofMinutes(10));
        assertThat(user("k1", first)).isEqualTo("ada");
        assertThat(user("k1", first)).isEqualTo("ada");
        assertThat(server.asked).hasValue(2);
    }

    @Test
    void a_server_for_which_a_stranger_vouches_or_whose_name_is_another_is_not_believed()
            throws Exception {
        JwtIssuer strangers =
                issuer(server, Optional.of(KeySetServer.stranger(directory)), PATIENCE);
        refused(strangers, "k1", first);
        refused(issuer(server, Optional.empty(), PATIENCE), "k1", first);
        try (KeySetServer elsewhere = new KeySetServer("id.example")) {
            elsewhere.publish(TokenForge.jwk("k1", first));
            refused(
                    issuer(elsewhere, Optional.of(elsewhere.authority(directory)), PATIENCE),
                    "k1",
                    first);
            assertThat(elsewhere.asked).hasValue(0);
        }
        assertThat(server.asked).hasValue(0);
    }

    @Test
    void keys_that_are_missing_are_asked_for_once_in_half_a_minute() throws Exception {
        assertThat(user("k1", first)).isEqualTo("ada");
        for (int i = 0; i < 50; i++) {
            refused(issuer, "x" + i, second);
        }
        assertThat(server.asked).hasValue(1); // not half a minute after the first

        later(Duration.ofSeconds(30));
        for (int i = 0; i < 50; i++) {
            refused(issuer, "x" + i, second);
        }
        assertThat(server.asked).hasValue(2);

        server.publish(TokenForge.jwk("k1", first), TokenForge.jwk("k2", second));
        refused(issuer, "k2", second);
        later(Duration.ofSeconds(30));
        assertThat(user("k2", second)).isEqualTo("ada");
        assertThat(user("k1", first)).isEqualTo("ada");
        assertThat(server.asked).hasValue(3);
    }

    @Test
    void the_last_good_keys_stay_when_there_are_no_others_and_for_a_day_alone() throws Exception {
        assertThat(user("k1", first)).isEqualTo("ada");
        String others = "{\"keys\":[" + TokenForge.jwk("k2", second) + "]}";
        List<KeySetServer.Answer> failures =
                List.of(
                        exchange -> KeySetServer.say(exchange, 500, others),
                        exchange -> {
                            exchange.getResponseHeaders().add("Location", "/elsewhere");
                            KeySetServer.say(exchange, 302, others);
                        },
                        exchange -> KeySetServer.say(exchange, 200, "<html>"),
                        exchange ->
                                KeySetServer.say(
                                        exchange, 200, others + " ".repeat(JwkSource.MAX_OCTETS)));
        int asked = 1;
        for (KeySetServer.Answer failure : failures) {
            server.answers(failure);
            later(Duration.ofMinutes(10));
            assertThat(user("k1", first)).isEqualTo("ada");
            refused(issuer, "k2", second);
            assertThat(server.asked).hasValue(++asked); // nor was it asked where else to look
        }
        server.close();
        later(Duration.ofHours(22));
        assertThat(user("k1", first)).isEqualTo("ada");
        later(Duration.ofHours(2));
        refused(issuer, "k1", first);
    }

    @Test
    void a_server_that_never_ends_its_answer_is_not_waited_for() throws Exception {
        assertThat(user("k1", first)).isEqualTo("ada");
        CountDownLatch over = new CountDownLatch(1);
        JwtIssuer impatient =
                issuer(server, Optional.of(server.authority(directory)), Duration.ofSeconds(2));
        server.answers(
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    waitFor(over);
                });

        refused(impatient, "k1", first);

        over.countDown();
        assertThat(server.asked).hasValue(2);
    }

    @Test
    void says_which_file_has_no_authority() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        for (Path file : List.of(empty, directory.resolve("none.pem"))) {
            assertThatThrownBy(() -> JwkPlaces.of(server.url(), Optional.of(file)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("jwt.keys.ca", file.toString());
        }
    }

    private JwtIssuer issuer(KeySetServer at, Optional<Path> authorities, Duration patience) {
        return new JwtIssuer(
                new JwtSettings(
                        "https://id.example",
                        "reveille",
                        at.url(),
                        authorities,
                        "sub",
                        "reach",
                        Optional.empty()),
                new JwkSource(JwkPlaces.of(at.url(), authorities, patience), nanos::get),
                InstantSource.system());
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private String user(String key, KeyPair pair) throws Exception {
        return issuer.check(token(key, pair)).user();
    }

    private static void refused(JwtIssuer by, String key, KeyPair pair) throws Exception {
        byte[] token = token(key, pair);
        assertThatThrownBy(() -> by.check(token))
                .isInstanceOf(JwtException.class)
                .hasMessageContaining("signature");
    }

    private static byte[] token(String key, KeyPair pair) throws Exception {
        return TokenForge.token(
                        "{\"alg\":\"ES256\",\"kid\":\"%s\"}".formatted(key),
                        "{\"iss\":\"https://id.example\",\"aud\":\"reveille\",\"sub\":\"ada\",\"exp\":%d}"
                                .formatted(Instant.now().plusSeconds(600).getEpochSecond()),
                        pair,
                        EC)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static KeyPair keys() {
        try {
            return TokenForge.keys("EC", 256);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
