/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.crypto.Octets;
import io.reveille.crypto.Secret;
import io.reveille.server.registry.IpLiterals;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.CookieOption;

class ServerCookiesTest {
    private static final InetAddress ASKER = IpLiterals.parse("198.51.100.100");
    private static final byte[] CLIENT = Octets.fromHex("2464c4abcf10c957").toArray();

    private final MovableTime time = new MovableTime(Instant.parse("2026-11-22T10:00:00Z"));
    @TempDir private Path home;
    private CookieSecrets secrets;
    private ServerCookies cookies;

    @BeforeEach
    void start() {
        secrets = new CookieSecrets(file(), time);
        cookies = new ServerCookies(secrets, time);
    }

    @AfterEach
    void stop() {
        secrets.close();
    }

    private Path file() {
        return home.resolve("keys").resolve("dns-cookies");
    }

    /** RFC 9018, appendix A. */
    @ParameterizedTest
    @CsvSource({
        "e5e973e5a6b2a43f48e7dc849e37bfcf, 198.51.100.100, 2464c4abcf10c957, 010000005cf79f11, 1f8130c3eee29480",
        "e5e973e5a6b2a43f48e7dc849e37bfcf, 203.0.113.203, fc93fc62807ddb86, 01abcdef5cf78f71, a314227b6679ebf5",
    })
    void are_those_of_the_standard(
            String secret, String address, String client, String header, String hash) {
        byte[] cookie =
                ServerCookies.cookie(
                        Secret.of(Octets.fromHex(secret).toArray()),
                        Octets.fromHex(client).toArray(),
                        Octets.fromHex(header).toArray(),
                        IpLiterals.parse(address));

        assertThat(Octets.of(cookie).hex()).isEqualTo(header + hash);
    }

    @Test
    void are_good_for_an_hour_for_who_got_them() {
        CookieOption given = cookies.answer(new CookieOption(CLIENT), ASKER);

        assertThat(cookies.isValid(given, ASKER)).isTrue();
        assertThat(cookies.isValid(given, IpLiterals.parse("198.51.100.101"))).isFalse();
        assertThat(cookies.isValid(new CookieOption(CLIENT), ASKER)).isFalse();
        assertThat(cookies.answer(given, ASKER).getServerCookie())
                .isEqualTo(given.getServerCookie());
        time.pass(Duration.ofMinutes(59));
        assertThat(cookies.isValid(given, ASKER)).isTrue();
        assertThat(cookies.answer(given, ASKER).getServerCookie().orElseThrow())
                .isNotEqualTo(given.getServerCookie().orElseThrow());
        time.pass(Duration.ofMinutes(2));
        assertThat(cookies.isValid(given, ASKER)).isFalse();
    }

    @Test
    void outlast_a_change_of_the_secret_and_no_two() {
        time.pass(Duration.ofHours(24).minusSeconds(1));
        secrets.renew();
        CookieOption given = cookies.answer(new CookieOption(CLIENT), ASKER);
        time.pass(Duration.ofMinutes(5));
        Secret before = secrets.current();
        secrets.renew();
        CookieOption later = cookies.answer(new CookieOption(CLIENT), ASKER);

        assertThat(secrets.current()).isNotEqualTo(before);
        assertThat(secrets.previous()).contains(before);
        assertThat(cookies.isValid(given, ASKER)).isTrue();
        assertThat(cookies.isValid(later, ASKER)).isTrue();
        time.pass(Duration.ofHours(24));
        secrets.renew();
        assertThat(secrets.previous()).isPresent().get().isNotEqualTo(before);
    }

    @Test
    void outlast_a_restart_with_both_secrets_in_a_file_that_nobody_else_reads() throws IOException {
        CookieOption given = cookies.answer(new CookieOption(CLIENT), ASKER);
        time.pass(Duration.ofMinutes(10));
        restart();
        assertThat(cookies.isValid(given, ASKER)).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");

        time.pass(Duration.ofHours(23).plusMinutes(40));
        CookieOption last = cookies.answer(new CookieOption(CLIENT), ASKER);
        time.pass(Duration.ofMinutes(20));
        restart(); // and a new secret, for it is time
        assertThat(cookies.isValid(last, ASKER)).isTrue();
        restart();
        assertThat(cookies.isValid(last, ASKER)).isTrue();
    }

    @Test
    void begin_anew_where_the_file_is_damaged_or_from_the_future() throws IOException {
        CookieOption given = cookies.answer(new CookieOption(CLIENT), ASKER);
        for (String damage : new String[] {"", "2026", "2026-11-22T10:00:00Z\nabcd\n"}) {
            Files.writeString(file(), damage);
            restart();
            assertThat(cookies.isValid(given, ASKER)).isFalse();
        }
        Secret current = secrets.current();
        time.pass(Duration.ofDays(-2));
        restart();
        assertThat(secrets.current()).isNotEqualTo(current);
        assertThat(secrets.previous()).contains(current);
    }

    private void restart() {
        stop();
        start();
    }

    @Test
    void that_are_forged_or_odd_are_not_good() {
        byte[] server =
                cookies.answer(new CookieOption(CLIENT), ASKER).getServerCookie().orElseThrow();
        for (int i = 0; i < server.length; i++) {
            byte[] forged = server.clone();
            forged[i] ^= 1;
            assertThat(cookies.isValid(new CookieOption(CLIENT, forged), ASKER)).isFalse();
        }
        assertThat(cookies.isValid(new CookieOption(CLIENT, new byte[8]), ASKER)).isFalse();
        assertThat(cookies.isValid(new CookieOption(CLIENT, new byte[32]), ASKER)).isFalse();
    }
}
