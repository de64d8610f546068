/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.crypto.Octets;
import io.reveille.crypto.Secret;
import io.reveille.server.registry.IpLiterals;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.CookieOption;

class ServerCookiesTest {
    private static final InetAddress ASKER = IpLiterals.parse("198.51.100.100");
    private static final byte[] CLIENT = Octets.fromHex("2464c4abcf10c957").toArray();

    private final MovableTime time = new MovableTime(Instant.parse("2026-11-22T10:00:00Z"));
    private final ServerCookies cookies = new ServerCookies(time);

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
        time.pass(Duration.ofHours(24));
        CookieOption given = cookies.answer(new CookieOption(CLIENT), ASKER);
        time.pass(Duration.ofMinutes(5));
        CookieOption later = cookies.answer(new CookieOption(CLIENT), ASKER);

        assertThat(cookies.isValid(given, ASKER)).isTrue();
        assertThat(cookies.isValid(later, ASKER)).isTrue();
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
