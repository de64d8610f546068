/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static io.reveille.protocol.Fleet.BOTH;
import static io.reveille.protocol.Fleet.GATEWAY_KEY;
import static io.reveille.protocol.Fleet.IPV4;
import static io.reveille.protocol.Fleet.IPV6;
import static io.reveille.protocol.Fleet.NUMBER;
import static io.reveille.protocol.Fleet.SENDER;
import static io.reveille.protocol.Fleet.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reveille.crypto.Secret;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessRequestSealerTest {

    @ParameterizedTest
    @EnumSource
    void makes_the_sizes_that_the_format_states(Suite suite) {
        Optional<Secret> key = Optional.of(Secret.random(16));

        assertThat(
                        List.of(
                                length(suite, IPV4, Optional.empty()),
                                length(suite, IPV6, Optional.empty()),
                                length(suite, BOTH, Optional.empty()),
                                length(suite, IPV4, key),
                                length(suite, IPV6, key),
                                length(suite, BOTH, key)))
                .containsExactly(98, 110, 114, 114, 126, 130)
                .allMatch(length -> length <= SignalChannel.SMS.capacity());
    }

    @ParameterizedTest
    @EnumSource
    void makes_what_the_gateway_opens_by_every_suite_and_channel(Suite suite) throws Exception {
        for (SignalChannel channel : SignalChannel.values()) {
            AccessRequest request = request(1, new LongRecipient("gw-1"), BOTH, Optional.empty());

            SealedRequest sealed =
                    AccessRequestSealer.seal(request, SENDER, GATEWAY_KEY, suite, channel);
            OpenedRequest opened =
                    new AccessRequestOpener(Fleet.KEYS)
                            .examine(sealed.octets())
                            .open(channel, List.of(request.recipient()));

            assertThat(opened.request()).isEqualTo(request);
            assertThat(opened.sessionId()).isEqualTo(sealed.sessionId());
            assertThat(opened.token()).isEqualTo(sealed.token());
        }
    }

    @Test
    void makes_the_shortest_and_the_longest_request_that_the_limits_name() {
        AccessRequest shortest = request(1, new LongRecipient("x"), IPV4, Optional.empty());
        AccessRequest longest =
                request(
                        1,
                        new LongRecipient("x".repeat(255)),
                        BOTH,
                        Optional.of(Secret.random(16)));

        assertThat(Fleet.sealed(shortest).length()).isEqualTo(AccessRequest.MINIMUM_SEALED_LENGTH);
        assertThat(Fleet.sealed(longest, SignalChannel.MQTT).length())
                .isEqualTo(AccessRequest.MAXIMUM_SEALED_LENGTH);
    }

    @Test
    void refuses_what_does_not_fit_one_short_message() {
        AccessRequest fits = request(1, new LongRecipient("x".repeat(42)), IPV4, Optional.empty());
        AccessRequest tooLong =
                request(1, new LongRecipient("x".repeat(43)), IPV4, Optional.empty());

        assertThat(Fleet.sealed(fits).length()).isEqualTo(133);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fleet.sealed(tooLong))
                .withMessage(
                        "the access request takes 134 octets, and one message by SMS holds 133: "
                                + "use a shorter recipient");
        assertThat(Fleet.sealed(tooLong, SignalChannel.EMAIL).length()).isEqualTo(134);
    }

    @Test
    void needs_the_pre_shared_key_of_its_suite() {
        GatewayKey without = new GatewayKey("gw-1", 3, GATEWAY_KEY.publicKey(), Optional.empty());

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                AccessRequestSealer.seal(
                                        request(1),
                                        SENDER,
                                        without,
                                        Suite.AUTH_PSK_AES_128_GCM,
                                        SignalChannel.SMS))
                .withMessageContaining("gateway gw-1 has no pre-shared key");
    }

    @Test
    void never_makes_the_same_octets_session_or_token_twice() {
        SealedRequest one = seal(request(1));
        SealedRequest two = seal(request(1));

        assertThat(one.octets()).isNotEqualTo(two.octets());
        assertThat(one.sessionId()).isNotEqualTo(two.sessionId());
        assertThat(one.token()).isNotEqualTo(two.token());
    }

    @Test
    void does_not_carry_session_token_or_negotiation_key() {
        AccessRequest request = request(1);
        SealedRequest sealed = seal(request);

        assertThat(sealed.octets().hex())
                .doesNotContain(sealed.sessionId().octets().hex())
                .doesNotContain("a0a1a2a3");
        assertThat(sealed.toString()).contains("TunnelToken[hidden]");
    }

    @Test
    void keys_have_their_ranges() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SenderKey(-1, SENDER.pair()));
        assertThatIllegalArgumentException().isThrownBy(() -> new SenderKey(65536, SENDER.pair()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PreSharedKey(0, Secret.random(32)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PreSharedKey(256, Secret.random(32)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PreSharedKey(1, Secret.random(31)));
        for (String id : List.of("", "Gw", "gw_1", "-gw", "gw-", "a".repeat(64))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> new GatewayKey(id, 1, GATEWAY_KEY.publicKey(), Optional.empty()));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new GatewayKey("gw", 256, GATEWAY_KEY.publicKey(), Optional.empty()));
    }

    private static int length(Suite suite, ProxyAddress proxy, Optional<Secret> key) {
        return AccessRequestSealer.seal(
                        request(1, NUMBER, proxy, key),
                        SENDER,
                        GATEWAY_KEY,
                        suite,
                        SignalChannel.SMS)
                .octets()
                .length();
    }

    private static SealedRequest seal(AccessRequest request) {
        return AccessRequestSealer.seal(
                request, SENDER, GATEWAY_KEY, Suite.AUTH_CHACHA20_POLY1305, SignalChannel.SMS);
    }
}
