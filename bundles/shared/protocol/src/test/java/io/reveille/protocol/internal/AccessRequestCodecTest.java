/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reveille.crypto.Octets;
import io.reveille.crypto.Secret;
import io.reveille.protocol.AccessRequest;
import io.reveille.protocol.AnyAccessRequest;
import io.reveille.protocol.LongRecipient;
import io.reveille.protocol.Msisdn;
import io.reveille.protocol.TunnelProtocol;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRequestCodecTest {

    private static final String FIXED =
            "01" // tunnel protocol: TLS
                    + "6b02bd20" // issued at 2026-11-22T10:00:00Z
                    + "012c" // valid for 300 s
                    + "0000002a" // counter 42
                    + "1f90"; // service port 8080
    private static final String NUMBER = "4915112345678fff";
    private static final String PORT = "1151"; // 4433
    private static final String IPV4 = "c0000201"; // 192.0.2.1
    private static final String IPV6 = "20010db8000000000000000000000001"; // 2001:db8::1
    private static final String KEY = "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf";
    private static final String PLAIN = "01" + FIXED + NUMBER + PORT + IPV4 + KEY;

    @Test
    void reads_every_field() throws DecodeException {
        AccessRequest request = decode(PLAIN);

        assertThat(request.tunnelProtocol()).isEqualTo(TunnelProtocol.TLS);
        assertThat(request.issuedAt()).isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
        assertThat(request.validity()).isEqualTo(Duration.ofMinutes(5));
        assertThat(request.counter()).isEqualTo(42);
        assertThat(request.servicePort()).isEqualTo(8080);
        assertThat(request.recipient()).isEqualTo(Msisdn.parse("+4915112345678"));
        assertThat(request.proxy()).hasToString("192.0.2.1:4433");
        assertThat(Octets.of(request.negotiationKey().copy()).hex()).isEqualTo(KEY);
        assertThat(request.encryptionKey()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "01, 44", // IPv4
        "02, 56", // IPv6
        "03, 60", // both
        "05, 60", // IPv4 and the encryption key
        "06, 72", // IPv6 and the encryption key
        "07, 76", // all
        "09, 40", // a recipient of three octets
    })
    void reads_and_writes_every_layout_in_its_stated_length(String flags, int length)
            throws DecodeException {
        int bits = Integer.parseInt(flags, 16);
        String hex =
                flags
                        + FIXED
                        + ((bits & 8) == 0 ? NUMBER : "03" + "677731")
                        + PORT
                        + ((bits & 1) == 0 ? "" : IPV4)
                        + ((bits & 2) == 0 ? "" : IPV6)
                        + KEY
                        + ((bits & 4) == 0 ? "" : KEY);

        AccessRequest request = decode(hex);

        assertThat(hex.length() / 2).isEqualTo(length);
        assertThat(hex(AccessRequestCodec.encode(request))).isEqualTo(hex);
        assertThat(request.proxy().ipv4()).matches(v4 -> v4.isPresent() == ((bits & 1) != 0));
        assertThat(request.proxy().ipv6()).matches(v6 -> v6.isPresent() == ((bits & 2) != 0));
        assertThat(request.encryptionKey()).matches(key -> key.isPresent() == ((bits & 4) != 0));
        assertThat(request.recipient())
                .isInstanceOf((bits & 8) == 0 ? Msisdn.class : LongRecipient.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "21", "41", "81"})
    void refuses_unknown_flags(String flags) {
        refused(flags + PLAIN.substring(2), "flags at octet 0");
    }

    @Test
    void refuses_octets_after_the_end() {
        refused(PLAIN + "00", "end at octet 44: more octets follow");
    }

    @Test
    void refuses_a_request_cut_short_anywhere() {
        for (int length = 0; length < PLAIN.length(); length += 2) {
            refused(PLAIN.substring(0, length), "ends before it is whole");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4915112345678ffa, BCD", // a digit after the fillers
        "49151f12345678ff, BCD", // a filler among the digits
        "4915112345678aff, BCD", // no digit
        "ffffffffffffffff, telephone number", // nothing but fillers
        "0915112345678fff, telephone number", // no country code
        "4915112345678912, telephone number", // sixteen digits
    })
    void refuses_what_is_no_telephone_number(String number, String reason) {
        refused("01" + FIXED + number + PORT + IPV4 + KEY, reason);
    }

    @Test
    void refuses_a_recipient_without_octets_or_that_is_no_text() {
        String rest = PORT + IPV4 + KEY;

        refused("09" + FIXED + "00" + rest, "recipient");
        refused("09" + FIXED + "02c328" + rest, "UTF-8");
        refused("09" + FIXED + "03610a62" + rest, "control characters");
        refused("09" + FIXED + "03edA080" + rest, "UTF-8");
        refused("09" + FIXED + "02c0af" + rest, "UTF-8");
    }

    @Test
    void refuses_a_proxy_to_which_nobody_can_dial() {
        refused("01" + FIXED + NUMBER + "0000" + IPV4 + KEY, "proxy port must be 1 to 65535");
        refused("00" + FIXED + NUMBER + PORT + KEY, "IPv4 or an IPv6 address");
        refused("01" + FIXED + NUMBER + PORT + "00000000" + KEY, "0.0.0.0 is no address");
        refused("01" + FIXED + NUMBER + PORT + "e0000001" + KEY, "224.0.0.1 is no address");
        refused("02" + FIXED + NUMBER + PORT + "ff02" + IPV6.substring(4) + KEY, "is no address");
    }

    @Test
    void refuses_unknown_tunnel_protocols_and_no_validity() {
        refused("0100" + PLAIN.substring(4), "tunnel protocol at octet 1: 0 is unknown");
        refused("0103" + PLAIN.substring(4), "tunnel protocol at octet 1: 3 is unknown");
        refused(PLAIN.replace("012c0000002a", "00000000002a"), "validity");
    }

    @Test
    void says_nothing_of_the_content_that_it_refuses() {
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> decode(PLAIN + KEY))
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("a0a1"));
    }

    @Property
    @Domain(AnyAccessRequest.class)
    @Domain(DomainContext.Global.class)
    void reads_what_it_writes(@ForAll AccessRequest request) throws DecodeException {
        assertThat(AccessRequestCodec.decode(AccessRequestCodec.encode(request)))
                .isEqualTo(request);
    }

    @Property(tries = 5000)
    void any_octets_are_refused_or_are_the_one_encoding_of_a_request(
            @ForAll("nearly") byte[] octets) {
        try {
            AccessRequest request = AccessRequestCodec.decode(Secret.of(octets));
            assertThat(AccessRequestCodec.encode(request).copy()).isEqualTo(octets);
        } catch (DecodeException refused) {
            assertThat(refused).hasMessageContaining("at octet");
        }
    }

    @Property
    void octets_without_any_shape_are_refused(@ForAll @Size(max = 400) byte[] octets) {
        any_octets_are_refused_or_are_the_one_encoding_of_a_request(octets);
    }

    /** A well formed request with a few octets changed. */
    @Provide
    Arbitrary<byte[]> nearly() {
        Arbitrary<Integer> index = Arbitraries.integers().between(0, 43);
        return Combinators.combine(index, Arbitraries.bytes())
                .as(Change::new)
                .list()
                .ofMaxSize(4)
                .map(
                        changes -> {
                            byte[] octets = Octets.fromHex(PLAIN).toArray();
                            changes.forEach(change -> octets[change.index] = change.value);
                            return octets;
                        });
    }

    private record Change(int index, byte value) {}

    private static AccessRequest decode(String hex) throws DecodeException {
        return AccessRequestCodec.decode(Secret.of(Octets.fromHex(hex).toArray()));
    }

    private static void refused(String hex, String reason) {
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> decode(hex))
                .withMessageContaining(reason);
    }

    private static String hex(Secret secret) {
        return Octets.of(secret.copy()).hex();
    }
}
