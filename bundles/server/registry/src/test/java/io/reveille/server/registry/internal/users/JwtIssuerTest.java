/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.server.registry.ClientReach;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JwtIssuerTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final String EC = "SHA256withECDSAinP1363Format";

    @TempDir Path directory;
    private final AtomicLong nanos = new AtomicLong();
    private Path file;
    private KeyPair ec;
    private JwtIssuer issuer;

    @BeforeEach
    void trust_one_issuer() throws Exception {
        file = directory.resolve("jwks.json");
        ec = TokenForge.keys("EC", 256);
        publish(TokenForge.jwk("k1", ec));
        issuer =
                new JwtIssuer(
                        new JwtSettings(
                                "https://id.example",
                                "reveille",
                                file.toString(),
                                Optional.empty(),
                                "sub",
                                "reach",
                                Optional.empty()),
                        new JwkSource(JwkPlaces.of(file.toString(), Optional.empty()), nanos::get),
                        InstantSource.fixed(NOW));
    }

    @Test
    void accepts_the_three_signatures_of_keys_in_the_set() throws Exception {
        KeyPair rsa = TokenForge.keys("RSA", 2048);
        KeyPair ed = TokenForge.keys("Ed25519", 0);
        publish(TokenForge.jwk("r", rsa), TokenForge.jwk("e", ec), TokenForge.jwk("d", ed));

        for (String token :
                List.of(
                        TokenForge.token(
                                "{\"alg\":\"RS256\",\"kid\":\"r\"}",
                                claims(""),
                                rsa,
                                "SHA256withRSA"),
                        TokenForge.token("{\"alg\":\"ES256\",\"typ\":\"JWT\"}", claims(""), ec, EC),
                        TokenForge.token(
                                "{\"alg\":\"EdDSA\",\"kid\":\"d\"}", claims(""), ed, "Ed25519"))) {
            assertThat(check(token)).isEqualTo(new JwtIssuer.Claims("ada", Optional.empty()));
        }
    }

    @Test
    void a_claim_limits_what_the_token_reaches() throws Exception {
        assertThat(check(signed(claims(",\"reach\":\"gw7/http gw8\""))).scope())
                .contains(ClientReach.parse("gw7/http,gw8/*"));
        assertThat(check(signed(claims(",\"reach\":[\"gw7/http\"]"))).scope())
                .contains(ClientReach.parse("gw7/http"));
        assertThat(check(signed(claims(",\"reach\":[]"))).scope()).contains(ClientReach.NOTHING);
        refused(signed(claims(",\"reach\":7")), "reach");
        refused(signed(claims(",\"reach\":[7]")), "reach");
        refused(signed(claims(",\"reach\":\"GW/ä\"")), "reach");
    }

    @Test
    void refuses_no_signature_and_keys_taken_for_something_else() throws Exception {
        String none = TokenForge.base64("{\"alg\":\"none\"}") + "." + TokenForge.base64(claims(""));
        refused(none + ".", "algorithm");
        refused(none + ".AAAA", "algorithm");
        // the public key as the secret of an HMAC
        String head = TokenForge.base64("{\"alg\":\"HS256\",\"kid\":\"k1\"}");
        String text = head + "." + TokenForge.base64(claims(""));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(ec.getPublic().getEncoded(), "HmacSHA256"));
        byte[] code = mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        refused(
                text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(code),
                "algorithm");
        // a key of another type
        KeyPair ed = TokenForge.keys("Ed25519", 0);
        refused(
                TokenForge.token("{\"alg\":\"EdDSA\",\"kid\":\"k1\"}", claims(""), ed, "Ed25519"),
                "signature");
        // a key that comes along
        KeyPair own = TokenForge.keys("EC", 256);
        String header = "{\"alg\":\"ES256\",\"jwk\":" + TokenForge.jwk("k1", own) + "}";
        refused(TokenForge.token(header, claims(""), own, EC), "signature");
        // zeroes
        String token = signed(claims(""));
        refused(token.substring(0, token.lastIndexOf('.') + 1) + "A".repeat(86), "signature");
    }

    @Test
    void refuses_what_was_changed_or_is_for_others_or_at_another_time() throws Exception {
        String token = signed(claims(""));
        String other = TokenForge.base64(claims(",\"admin\":true"));
        String[] parts = token.split("\\.", -1);
        refused(parts[0] + "." + other + "." + parts[2], "signature");
        refused(signed(claims("").replace("id.example", "evil.example")), "issuer");
        refused(signed(claims("").replace("\"reveille\"", "\"other\"")), "someone else");
        refused(signed(claims("").replace("\"sub\":\"ada\"", "\"sub\":7")), "sub");
        refused(signed(claims("").replace("\"ada\"", "\"a b\"")), "no user");
        refused(
                signed("{\"iss\":\"https://id.example\",\"aud\":\"reveille\",\"sub\":\"ada\"}"),
                "exp");
        refused(signed(at(NOW.minusSeconds(61), "")), "expired");
        refused(signed(claims(",\"nbf\":" + NOW.plusSeconds(90).getEpochSecond())), "not good yet");
        assertThat(check(signed(at(NOW.minusSeconds(30), ""))).user()).isEqualTo("ada");
        assertThat(check(signed(claims("").replace("\"reveille\"", "[\"x\",\"reveille\"]"))).user())
                .isEqualTo("ada");
        refused(
                TokenForge.token("{\"alg\":\"ES256\",\"crit\":[\"x\"]}", claims(""), ec, EC),
                "header");
        refused("a.b", "three parts");
        refused("x".repeat(9000), "too long");
    }

    @Test
    void keys_are_read_again_when_they_change_and_kept_when_they_are_broken() throws Exception {
        check(signed(claims("")));
        KeyPair next = TokenForge.keys("EC", 256);
        publish(TokenForge.jwk("k1", ec), TokenForge.jwk("k2", next));
        String token = TokenForge.token("{\"alg\":\"ES256\",\"kid\":\"k2\"}", claims(""), next, EC);
        refused(token, "signature"); // not yet: no more than once a second

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(check(token).user()).isEqualTo("ada");
        Files.writeString(file, "{\"keys\":");
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(check(token).user()).isEqualTo("ada");
        publish(TokenForge.jwk("k1", ec));
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        refused(token, "signature");
    }

    @Test
    void keys_that_are_none_or_for_other_ends_are_not_taken() throws Exception {
        assertThat(
                        Jwk.set(
                                utf8(
                                        "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"},{\"kty\":\"EC\",\"crv\":\"P-384\"},"
                                                + TokenForge.jwk("k", ec)
                                                        .replace("{", "{\"use\":\"enc\",")
                                                + "]}")))
                .isEmpty();
        for (String broken :
                List.of(
                        "[]",
                        "{}",
                        "{\"keys\":7}",
                        "{\"keys\":[7]}",
                        "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}]}",
                        "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQ\",\"e\":\"AQAB\"}]}",
                        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AQ\"}]}",
                        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\"}]}")) {
            assertThatThrownBy(() -> Jwk.set(utf8(broken))).isInstanceOf(JwtException.class);
        }
        assertThatThrownBy(() -> JwkPlaces.of("http://id.example/keys", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private JwtIssuer.Claims check(String token) throws JwtException {
        return issuer.check(utf8(token));
    }

    private void refused(String token, String why) {
        assertThatThrownBy(() -> check(token))
                .isInstanceOf(JwtException.class)
                .hasMessageContaining(why);
    }

    private String signed(String claims) throws Exception {
        return TokenForge.token("{\"alg\":\"ES256\",\"kid\":\"k1\"}", claims, ec, EC);
    }

    private static String claims(String more) {
        return at(NOW.plusSeconds(600), more);
    }

    private static String at(Instant expires, String more) {
        return "{\"iss\":\"https://id.example\",\"aud\":\"reveille\",\"sub\":\"ada\",\"exp\":%d%s}"
                .formatted(expires.getEpochSecond(), more);
    }

    private void publish(String... keys) throws Exception {
        Files.writeString(file, "{\"keys\":[" + String.join(",", keys) + "]}");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
