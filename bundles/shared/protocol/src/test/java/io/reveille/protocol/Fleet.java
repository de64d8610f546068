/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.Hpke;
import io.reveille.crypto.HpkeSealed;
import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.Secret;
import io.reveille.protocol.internal.SealedHeader;
import io.reveille.protocol.internal.SealingLabels;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One proxy and one gateway with known keys, and requests between them. */
final class Fleet {

    static final String GATEWAY_ID = "gw-1";
    static final int SENDER_ID = 0x0102;
    static final int GENERATION = 3;

    static final Msisdn NUMBER = Msisdn.parse("+4915112345678");
    static final Instant ISSUED = Instant.parse("2026-11-22T10:00:00Z");
    static final Duration VALIDITY = Duration.ofMinutes(5);

    static final SenderKey SENDER = new SenderKey(SENDER_ID, SealingKeyPair.of(counting(0x20, 32)));
    static final SealingKeyPair GATEWAY = SealingKeyPair.of(counting(0x40, 32));
    static final PreSharedKey PSK = new PreSharedKey(7, counting(0x60, 32));
    static final GatewayKey GATEWAY_KEY =
            new GatewayKey(GATEWAY_ID, GENERATION, GATEWAY.publicKey(), Optional.of(PSK));
    static final OpeningKeys KEYS =
            OpeningKeys.of(
                    GATEWAY_ID,
                    Map.of(SENDER_ID, SENDER.pair().publicKey()),
                    Map.of(GENERATION, GATEWAY),
                    List.of(PSK));

    static final ProxyAddress IPV4 = ProxyAddress.of(address("192.0.2.1"), 4433);
    static final ProxyAddress IPV6 = ProxyAddress.of(address("2001:db8::1"), 4433);
    static final ProxyAddress BOTH =
            new ProxyAddress(
                    4433,
                    Optional.of((Inet4Address) address("192.0.2.1")),
                    Optional.of((Inet6Address) address("2001:db8::1")));

    private Fleet() {}

    /** A request with a counter, for the gateway's telephone number. */
    static AccessRequest request(long counter) {
        return request(counter, NUMBER, IPV4, Optional.empty());
    }

    static AccessRequest request(
            long counter, Recipient recipient, ProxyAddress proxy, Optional<Secret> encryptionKey) {
        return new AccessRequest(
                TunnelProtocol.TLS,
                ISSUED,
                VALIDITY,
                counter,
                8080,
                recipient,
                proxy,
                counting(0xa0, 16),
                encryptionKey);
    }

    static Octets sealed(AccessRequest request) {
        return sealed(request, SignalChannel.SMS);
    }

    static Octets sealed(AccessRequest request, SignalChannel channel) {
        return AccessRequestSealer.seal(
                        request, SENDER, GATEWAY_KEY, Suite.AUTH_CHACHA20_POLY1305, channel)
                .octets();
    }

    /**
     * Seals any plaintext by SMS, authenticating any recipient: what a faulty or hostile proxy
     * could do.
     */
    static Octets sealedRaw(Secret plaintext, Octets recipient) {
        Suite suite = Suite.AUTH_CHACHA20_POLY1305;
        SealedHeader header = new SealedHeader(suite, SENDER_ID, GENERATION, 0);
        HpkeSealed sealed =
                new Hpke(suite.cipher(), Optional.empty(), SealingLabels.info(GATEWAY_ID))
                        .seal(
                                SENDER.pair(),
                                GATEWAY.publicKey(),
                                header.associatedData(SignalChannel.SMS, recipient),
                                plaintext);
        return Octets.of(
                ByteBuffer.allocate(SealedHeader.CIPHERTEXT + sealed.ciphertext().length())
                        .put(header.encode().toArray())
                        .put(sealed.enc().toArray())
                        .put(sealed.ciphertext().toArray())
                        .array());
    }

    /** Octets that count up from {@code first}. */
    static Secret counting(int first, int length) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) (first + i);
        }
        return Secret.of(octets);
    }

    static Octets changed(Octets octets, int index, int value) {
        byte[] changed = octets.toArray();
        changed[index] = (byte) value;
        return Octets.of(changed);
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
