/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static io.reveille.protocol.Fleet.BOTH;
import static io.reveille.protocol.Fleet.GATEWAY_KEY;
import static io.reveille.protocol.Fleet.IPV4;
import static io.reveille.protocol.Fleet.IPV6;
import static io.reveille.protocol.Fleet.KEYS;
import static io.reveille.protocol.Fleet.NUMBER;
import static io.reveille.protocol.Fleet.SENDER;
import static io.reveille.protocol.Fleet.counting;
import static io.reveille.protocol.Fleet.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.crypto.Octets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.crypto.CryptoServicesRegistrar;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sealed requests octet by octet. The expected octets come from another implementation of RFC 9180
 * and of this format, written in another language; the keys count up: ephemeral from 00, sender
 * from 20, gateway from 40, pre-shared from 60, negotiation from a0, encryption from b0.
 */
class AccessRequestGoldenTest {

    private static final String ENC =
            "8f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f";

    static Stream<Golden> goldens() {
        return Stream.of(
                new Golden(
                        "by SMS, IPv4",
                        request(42, NUMBER, IPV4, Optional.empty()),
                        Suite.AUTH_CHACHA20_POLY1305,
                        SignalChannel.SMS,
                        98,
                        "d1" // magic and version
                                + "01" // suite
                                + "0102" // sender key
                                + "03" // generation of the gateway's key
                                + "00" // epoch of the pre-shared key: none
                                + ENC
                                + "8c856c5e98586ef2628f7deff636cee28c9bf530725d7dfd1a0e0aa23295"
                                + "a6ada576bb5bd2f85690b0240f1d"
                                + "1a395de0e991b48b02242d03b33bf22a", // tag
                        "68184882650fe4ebc0e39b212b3c88b5",
                        "71353697302f6679cc7b5d3d3b3dc9765cd7ce27f28c054a8b961d642f2abd72"),
                new Golden(
                        "by SMS, IPv6, pre-shared key",
                        request(42, NUMBER, IPV6, Optional.empty()),
                        Suite.AUTH_PSK_AES_128_GCM,
                        SignalChannel.SMS,
                        110,
                        "d112010203"
                                + "07" // epoch of the pre-shared key
                                + ENC
                                + "c4239ba8a62097985281899c55997e52babad806aedd607bfae4fff9db74dc1b"
                                + "099e64ceb64edf0b508918d45302493f05a6d3c0e9c6d95a"
                                + "c8f20cc4b5a350835c00eccb4f175f59",
                        "40790461b57a0dc6f294f00a1218e2a3",
                        "979d0c2a13b21e6d7cca9f7bc6e1d2f8b1a2bae09d72bb59a06689bd5e0fe1df"),
                new Golden(
                        "by SMS, both addresses, both keys, pre-shared key",
                        request(42, NUMBER, BOTH, Optional.of(counting(0xb0, 16))),
                        Suite.AUTH_PSK_CHACHA20_POLY1305,
                        SignalChannel.SMS,
                        130,
                        "d11101020307"
                                + ENC
                                + "50655949061301eca7b59dbb49120abb6bda58b7206b1a54a2f49c1ae60ec3fb"
                                + "e6d679ced93e5589889bab74ef4dfb33f6ac417e56461e19b798ba207f2065bf"
                                + "fa721265be68689853"
                                + "7d606a19fbba992330a3174a166abc1f60e868",
                        "b1a53b9d3476829bf6b9717a41d01f7b",
                        "f8a20762787e002a24cb74c1d46fc062dd4ca54bd07c8f3057bfeff54cf58ea3"),
                new Golden(
                        "by e-mail, to a mailbox",
                        request(
                                42,
                                new LongRecipient("pumpe-s\u00fcd@example.org"),
                                IPV4,
                                Optional.empty()),
                        Suite.AUTH_AES_128_GCM,
                        SignalChannel.EMAIL,
                        113,
                        "d10201020300"
                                + ENC
                                + "3d0220e8f46a030aecc91d3a7368e4290766141ab79f4efd78141cd6b3743789"
                                + "bdb376d2d65ee2df4e23c889d96192e67f80c04990b3ae8e2d188c"
                                + "a398e753f297c998d3a6242172a4b3bd",
                        "fda9807d7e5266d3a0ba82c3936ad517",
                        "d69b82035137bba0cc7e141259f6ee1913993833652e447aac9af8271f7d542d"));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void a_request_is_sealed_to_these_octets(Golden golden) {
        CryptoServicesRegistrar.setSecureRandom(new CountingRandom());
        try {
            SealedRequest sealed =
                    AccessRequestSealer.seal(
                            golden.request, SENDER, GATEWAY_KEY, golden.suite, golden.channel);

            assertThat(sealed.octets().hex()).isEqualTo(golden.octets);
            assertThat(sealed.octets().length()).isEqualTo(golden.length);
            assertThat(sealed.sessionId().octets().hex()).isEqualTo(golden.sessionId);
            assertThat(Octets.of(sealed.token().toArray()).hex()).isEqualTo(golden.token);
        } finally {
            CryptoServicesRegistrar.setSecureRandom(null);
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void these_octets_open_to_the_request(Golden golden) throws AccessRefusedException {
        OpenedRequest opened =
                new AccessRequestOpener(KEYS)
                        .examine(Octets.fromHex(golden.octets))
                        .open(golden.channel, List.of(golden.request.recipient()));

        assertThat(opened.request()).isEqualTo(golden.request);
        assertThat(opened.senderKeyId()).isEqualTo(SENDER.id());
        assertThat(opened.sessionId().octets().hex()).isEqualTo(golden.sessionId);
        assertThat(Octets.of(opened.token().toArray()).hex()).isEqualTo(golden.token);
    }

    record Golden(
            String name,
            AccessRequest request,
            Suite suite,
            SignalChannel channel,
            int length,
            String octets,
            String sessionId,
            String token) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** Gives 00 01 02 … for the ephemeral key. */
    private static final class CountingRandom extends SecureRandom {

        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(counting(0, bytes.length).copy(), 0, bytes, 0, bytes.length);
        }
    }
}
