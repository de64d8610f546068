/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol.internal;

import io.reveille.crypto.Octets;
import io.reveille.crypto.Secret;
import io.reveille.protocol.AccessRequest;
import io.reveille.protocol.LongRecipient;
import io.reveille.protocol.Msisdn;
import io.reveille.protocol.ProxyAddress;
import io.reveille.protocol.Recipient;
import io.reveille.protocol.TunnelProtocol;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The plaintext of an access request, version 1. Strict: a request has exactly one encoding, and
 * nothing else decodes.
 */
public final class AccessRequestCodec {

    private static final int IPV4 = 1;
    private static final int IPV6 = 2;
    private static final int ENCRYPTION_KEY = 4;
    private static final int LONG_RECIPIENT = 8;
    private static final int KNOWN_FLAGS = IPV4 | IPV6 | ENCRYPTION_KEY | LONG_RECIPIENT;
    private static final int MSISDN_LENGTH = 8;
    private static final int MAXIMUM_LENGTH = 324;

    private AccessRequestCodec() {}

    /** The octets of a request. */
    public static Secret encode(AccessRequest request) {
        ByteBuffer buffer = ByteBuffer.allocate(MAXIMUM_LENGTH);
        try {
            buffer.put((byte) flags(request))
                    .put((byte) request.tunnelProtocol().octet())
                    .putInt((int) request.issuedAt().getEpochSecond())
                    .putShort((short) request.validity().toSeconds())
                    .putInt((int) request.counter())
                    .putShort((short) request.servicePort());
            byte[] recipient = request.recipient().canonical().toArray();
            if (request.recipient() instanceof LongRecipient) {
                buffer.put((byte) recipient.length);
            }
            buffer.put(recipient).putShort((short) request.proxy().port());
            request.proxy().ipv4().ifPresent(address -> buffer.put(address.getAddress()));
            request.proxy().ipv6().ifPresent(address -> buffer.put(address.getAddress()));
            put(buffer, request.negotiationKey());
            request.encryptionKey().ifPresent(key -> put(buffer, key));
            byte[] encoded = Arrays.copyOf(buffer.array(), buffer.position());
            Secret secret = Secret.of(encoded);
            Arrays.fill(encoded, (byte) 0);
            return secret;
        } finally {
            Arrays.fill(buffer.array(), (byte) 0);
        }
    }

    /** The request in these octets, or what is wrong with them. */
    public static AccessRequest decode(Secret plaintext) throws DecodeException {
        byte[] octets = plaintext.copy();
        OctetReader reader = new OctetReader(octets);
        try {
            return decode(reader);
        } catch (IllegalArgumentException outOfRange) {
            throw new DecodeException("request", reader.position(), outOfRange.getMessage());
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    private static AccessRequest decode(OctetReader reader) throws DecodeException {
        int flags = (int) reader.number("flags", 1);
        if ((flags & ~KNOWN_FLAGS) != 0) {
            throw new DecodeException("flags", 0, "unknown flags");
        }
        int protocol = (int) reader.number("tunnel protocol", 1);
        AccessRequest request =
                new AccessRequest(
                        TunnelProtocol.of(protocol)
                                .orElseThrow(
                                        () ->
                                                new DecodeException(
                                                        "tunnel protocol",
                                                        1,
                                                        protocol + " is unknown")),
                        Instant.ofEpochSecond(reader.number("issued at", 4)),
                        Duration.ofSeconds(reader.number("validity", 2)),
                        reader.number("counter", 4),
                        (int) reader.number("service port", 2),
                        recipient(reader, (flags & LONG_RECIPIENT) != 0),
                        proxy(reader, (flags & IPV4) != 0, (flags & IPV6) != 0),
                        key(reader, "negotiation key"),
                        (flags & ENCRYPTION_KEY) != 0
                                ? Optional.of(key(reader, "encryption key"))
                                : Optional.empty());
        reader.end();
        return request;
    }

    private static int flags(AccessRequest request) {
        return (request.proxy().ipv4().isPresent() ? IPV4 : 0)
                | (request.proxy().ipv6().isPresent() ? IPV6 : 0)
                | (request.encryptionKey().isPresent() ? ENCRYPTION_KEY : 0)
                | (request.recipient() instanceof LongRecipient ? LONG_RECIPIENT : 0);
    }

    private static void put(ByteBuffer buffer, Secret key) {
        byte[] octets = key.copy();
        buffer.put(octets);
        Arrays.fill(octets, (byte) 0);
    }

    private static Recipient recipient(OctetReader reader, boolean isLong) throws DecodeException {
        if (!isLong) {
            return Msisdn.ofCanonical(Octets.of(reader.octets("recipient", MSISDN_LENGTH)));
        }
        int length = (int) reader.number("recipient", 1);
        return LongRecipient.ofCanonical(Octets.of(reader.octets("recipient", length)));
    }

    private static ProxyAddress proxy(OctetReader reader, boolean ipv4, boolean ipv6)
            throws DecodeException {
        int port = (int) reader.number("proxy port", 2);
        try {
            Optional<Inet4Address> four =
                    ipv4
                            ? Optional.of(
                                    (Inet4Address)
                                            InetAddress.getByAddress(
                                                    reader.octets("proxy IPv4 address", 4)))
                            : Optional.empty();
            Optional<Inet6Address> six =
                    ipv6
                            ? Optional.of(
                                    Inet6Address.getByAddress(
                                            null, reader.octets("proxy IPv6 address", 16), -1))
                            : Optional.empty();
            return new ProxyAddress(port, four, six);
        } catch (UnknownHostException impossible) {
            throw new DecodeException("proxy address", reader.position(), "no address");
        }
    }

    private static Secret key(OctetReader reader, String field) throws DecodeException {
        byte[] octets = reader.octets(field, AccessRequest.KEY_LENGTH);
        Secret key = Secret.of(octets);
        Arrays.fill(octets, (byte) 0);
        return key;
    }
}
