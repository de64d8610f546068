/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static io.reveille.protocol.Fleet.BOTH;
import static io.reveille.protocol.Fleet.ISSUED;
import static io.reveille.protocol.Fleet.KEYS;
import static io.reveille.protocol.Fleet.NUMBER;
import static io.reveille.protocol.Fleet.address;
import static io.reveille.protocol.Fleet.changed;
import static io.reveille.protocol.Fleet.request;
import static io.reveille.protocol.Fleet.sealed;
import static io.reveille.protocol.RefusalReason.EXPIRED;
import static io.reveille.protocol.RefusalReason.NOT_OPENED;
import static io.reveille.protocol.RefusalReason.PROTOCOL_NOT_ALLOWED;
import static io.reveille.protocol.RefusalReason.PROXY_NOT_ALLOWED;
import static io.reveille.protocol.RefusalReason.RATE_LIMITED;
import static io.reveille.protocol.RefusalReason.REPLAYED;
import static io.reveille.protocol.RefusalReason.REPLAY_STATE_UNAVAILABLE;
import static io.reveille.protocol.RefusalReason.SERVICE_NOT_OFFERED;
import static io.reveille.protocol.RefusalReason.UNKNOWN_SENDER_KEY;
import static io.reveille.protocol.RefusalReason.UNSUPPORTED_SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reveille.crypto.Octets;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessValidatorTest {

    private final Map<CounterSeries, ReplayWindow> windows = new HashMap<>();
    private OpeningKeys keys = KEYS;
    private int admissions = Integer.MAX_VALUE;
    private int opened;
    private Optional<Instant> now = Optional.of(ISSUED.plusSeconds(10));
    private Set<Suite> suites = EnumSet.allOf(Suite.class);
    private Set<TunnelProtocol> protocols = Set.of(TunnelProtocol.TLS);
    private Set<InetAddress> proxies = Set.of(address("192.0.2.1"));
    private Set<Integer> services = Set.of(8080);
    private ReplayStore store = this::acceptOnce;

    @Test
    void accepts_a_request_and_gives_what_the_dial_needs() {
        SealedRequest sealed =
                AccessRequestSealer.seal(
                        request(1),
                        Fleet.SENDER,
                        Fleet.GATEWAY_KEY,
                        Suite.AUTH_PSK_CHACHA20_POLY1305,
                        SignalChannel.SMS);

        Verdict verdict = validate(sealed.octets());

        assertThat(verdict)
                .isEqualTo(
                        new Verdict.Accepted(
                                request(1), sealed.sessionId(), sealed.token(), Fleet.SENDER_ID));
    }

    @Test
    void refuses_a_copy() {
        Octets octets = sealed(request(1));

        assertThat(validate(octets)).isInstanceOf(Verdict.Accepted.class);
        assertThat(validate(octets)).isEqualTo(new Verdict.Refused(REPLAYED, ""));
    }

    @Test
    void refuses_another_request_with_the_same_counter() {
        validate(sealed(request(1)));

        refused(sealed(request(1)), REPLAYED);
        assertThat(validate(sealed(request(2)))).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void accepts_requests_that_overtook_each_other_within_the_window() {
        for (long counter : new long[] {100, 99, 37, 38, 101}) {
            assertThat(validate(sealed(request(counter)))).isInstanceOf(Verdict.Accepted.class);
        }
        refused(sealed(request(36)), REPLAYED);
    }

    @Test
    void refuses_an_expired_request_where_the_clock_is_trusted() {
        Instant end = ISSUED.plus(Fleet.VALIDITY).plus(AccessPolicy.DEFAULT_CLOCK_TOLERANCE);
        now = Optional.of(end);
        assertThat(validate(sealed(request(1)))).isInstanceOf(Verdict.Accepted.class);

        now = Optional.of(end.plusSeconds(1));
        refused(sealed(request(2)), EXPIRED);
    }

    @Test
    void accepts_an_expired_request_where_the_clock_is_not_trusted() {
        now = Optional.empty();

        assertThat(validate(sealed(request(1)))).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void keeps_refusing_an_expired_request_once_the_clock_is_lost() {
        now = Optional.of(ISSUED.plus(Duration.ofDays(1)));
        Octets heldBack = sealed(request(1));
        refused(heldBack, EXPIRED);

        now = Optional.empty();

        refused(heldBack, REPLAYED);
    }

    @Test
    void refuses_what_the_policy_does_not_allow() {
        protocols = Set.of(TunnelProtocol.IPSEC);
        refused(sealed(request(1)), PROTOCOL_NOT_ALLOWED);
        protocols = Set.of(TunnelProtocol.TLS);

        proxies = Set.of(address("192.0.2.2"));
        refused(sealed(request(2)), PROXY_NOT_ALLOWED);
        proxies = Set.of(address("192.0.2.1"));

        services = Set.of(22);
        refused(sealed(request(3)), SERVICE_NOT_OFFERED);
    }

    @Test
    void refuses_a_proxy_of_which_one_address_is_not_allowed() {
        refused(sealed(request(1, NUMBER, BOTH, Optional.empty())), PROXY_NOT_ALLOWED);

        proxies = Set.of(address("192.0.2.1"), address("2001:db8::1"));
        assertThat(validate(sealed(request(2, NUMBER, BOTH, Optional.empty()))))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void always_allows_just_the_tunnel() {
        services = Set.of();
        AccessRequest usual = request(1);
        AccessRequest tunnel =
                new AccessRequest(
                        usual.tunnelProtocol(),
                        usual.issuedAt(),
                        usual.validity(),
                        1,
                        0,
                        usual.recipient(),
                        usual.proxy(),
                        usual.negotiationKey(),
                        usual.encryptionKey());

        assertThat(validate(sealed(tunnel))).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void never_falls_back_to_a_suite_below_its_minimum() {
        suites = EnumSet.of(Suite.AUTH_PSK_CHACHA20_POLY1305, Suite.AUTH_PSK_AES_128_GCM);

        refused(sealed(request(1)), UNSUPPORTED_SUITE);
    }

    @Test
    void opens_no_more_than_the_rate_allows_and_nothing_with_an_unknown_key() {
        admissions = 1;
        Octets unknown = changed(sealed(request(1)), 2, 0xFF);

        refused(unknown, UNKNOWN_SENDER_KEY);
        assertThat(opened).as("asked whom it serves").isZero();
        refused(changed(sealed(request(1)), 50, 0), NOT_OPENED);
        refused(sealed(request(1)), RATE_LIMITED);
        assertThat(opened).isEqualTo(1);
    }

    @Test
    void refuses_when_it_cannot_remember() {
        store =
                (series, counter) -> {
                    throw new IOException("disk full");
                };

        assertThat(validate(sealed(request(1))))
                .isEqualTo(new Verdict.Refused(REPLAY_STATE_UNAVAILABLE, "disk full"));
    }

    @Test
    void sees_new_keys_at_once() {
        Octets octets = sealed(request(1));
        keys = OpeningKeys.of("gw-1", Map.of(), Map.of(), List.of());
        refused(octets, UNKNOWN_SENDER_KEY);

        keys = KEYS;

        assertThat(validate(octets)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void checks_in_the_stated_order() {
        // one request with everything wrong with it; each remedy uncovers the next check
        Octets octets = sealed(request(1, NUMBER, BOTH, Optional.empty()));
        keys = OpeningKeys.of("gw-1", Map.of(), Map.of(), List.of());
        suites = Set.of();
        admissions = 0;
        acceptOnceBefore(octets);
        now = Optional.of(ISSUED.plus(Duration.ofDays(1)));
        protocols = Set.of();
        proxies = Set.of();
        services = Set.of();

        refused(octets, UNKNOWN_SENDER_KEY);
        keys = KEYS;
        refused(octets, UNSUPPORTED_SUITE);
        suites = EnumSet.allOf(Suite.class);
        refused(octets, RATE_LIMITED);
        admissions = Integer.MAX_VALUE;
        refused(octets, REPLAYED);
        windows.clear();
        refused(octets, EXPIRED);
        windows.clear();
        now = Optional.empty();
        refused(octets, PROTOCOL_NOT_ALLOWED);
        windows.clear();
        protocols = Set.of(TunnelProtocol.TLS);
        refused(octets, PROXY_NOT_ALLOWED);
        windows.clear();
        proxies = Set.of(address("192.0.2.1"), address("2001:db8::1"));
        refused(octets, SERVICE_NOT_OFFERED);
        windows.clear();
        services = Set.of(8080);
        assertThat(validate(octets)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void tolerates_no_more_than_an_hour() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new AccessPolicy(
                                        suites,
                                        protocols,
                                        proxies::contains,
                                        services::contains,
                                        Duration.ofSeconds(3601)))
                .withMessageContaining("clock tolerance");
    }

    private void acceptOnceBefore(Octets octets) {
        try {
            OpenedRequest seen =
                    new AccessRequestOpener(KEYS)
                            .examine(octets)
                            .open(SignalChannel.SMS, List.of(NUMBER));
            acceptOnce(seen.series(), seen.request().counter());
        } catch (AccessRefusedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private boolean acceptOnce(CounterSeries series, long counter) {
        ReplayWindow window = windows.getOrDefault(series, ReplayWindow.EMPTY);
        windows.put(series, window.with(counter));
        return !window.refuses(counter);
    }

    private void refused(Octets octets, RefusalReason reason) {
        assertThat(validate(octets))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private Verdict validate(Octets octets) {
        return new AccessValidator(
                        () -> keys,
                        channel -> {
                            opened++;
                            return List.of(NUMBER);
                        },
                        channel -> admissions-- > 0,
                        store,
                        () -> now,
                        new AccessPolicy(
                                suites,
                                protocols,
                                proxies::contains,
                                services::contains,
                                AccessPolicy.DEFAULT_CLOCK_TOLERANCE))
                .validate(SignalChannel.SMS, octets);
    }
}
