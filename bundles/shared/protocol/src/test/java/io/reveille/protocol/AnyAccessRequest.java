/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.Secret;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Any access request that there can be. */
public final class AnyAccessRequest extends DomainContextBase {

    private static final long MAXIMUM_UNSIGNED_INT = 0xFFFF_FFFFL;

    /** Every field over its whole range. */
    @Provide
    public Arbitrary<AccessRequest> requests() {
        Arbitrary<Instant> issuedAt =
                Arbitraries.longs().between(0, MAXIMUM_UNSIGNED_INT).map(Instant::ofEpochSecond);
        Arbitrary<Duration> validity =
                Arbitraries.integers().between(1, 65535).map(Duration::ofSeconds);
        Arbitrary<Long> counter = Arbitraries.longs().between(0, AccessRequest.MAXIMUM_COUNTER);
        return Combinators.combine(
                        Arbitraries.of(TunnelProtocol.class),
                        issuedAt,
                        validity,
                        counter,
                        Arbitraries.integers().between(0, 65535),
                        recipients(),
                        proxies(),
                        Combinators.combine(keys(), keys().optional()).as(Keys::new))
                .as(
                        (protocol, at, forTime, number, port, recipient, proxy, keys) ->
                                new AccessRequest(
                                        protocol,
                                        at,
                                        forTime,
                                        number,
                                        port,
                                        recipient,
                                        proxy,
                                        keys.negotiation(),
                                        keys.encryption()));
    }

    @Provide
    Arbitrary<Recipient> recipients() {
        Arbitrary<Recipient> numbers =
                Combinators.combine(
                                Arbitraries.chars().range('1', '9'),
                                Arbitraries.strings().numeric().ofMaxLength(14))
                        .as((first, rest) -> new Msisdn(first + rest));
        Arbitrary<Recipient> names =
                Arbitraries.strings()
                        .withCharRange('!', '~')
                        .withChars('\u00fc', '\u20ac', '\u4e2d')
                        .ofMinLength(1)
                        .ofMaxLength(85)
                        .map(LongRecipient::new);
        return Arbitraries.oneOf(numbers, names);
    }

    @Provide
    Arbitrary<ProxyAddress> proxies() {
        Arbitrary<Optional<Inet4Address>> ipv4 =
                octets(4, 1).map(Inet4Address.class::cast).optional();
        Arbitrary<Optional<Inet6Address>> ipv6 =
                octets(16, 0x20).map(Inet6Address.class::cast).optional();
        return Combinators.combine(Arbitraries.integers().between(1, 65535), ipv4, ipv6)
                .filter((port, four, six) -> four.isPresent() || six.isPresent())
                .as(ProxyAddress::new);
    }

    private static Arbitrary<InetAddress> octets(int length, int first) {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofSize(length)
                .map(
                        octets -> {
                            octets[0] = (byte) first;
                            try {
                                return InetAddress.getByAddress(octets);
                            } catch (UnknownHostException impossible) {
                                throw new AssertionError(impossible);
                            }
                        });
    }

    private static Arbitrary<Secret> keys() {
        return Arbitraries.bytes().array(byte[].class).ofSize(16).map(Secret::of);
    }

    private record Keys(Secret negotiation, Optional<Secret> encryption) {}
}
