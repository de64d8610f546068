/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.KeyMaterialException;
import io.reveille.crypto.Octets;
import io.reveille.crypto.RootKey;
import io.reveille.crypto.SealingPublicKey;
import io.reveille.protocol.internal.KeyListCodec;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What every gateway of a fleet has to know of the fleet's keys, as the root key signed it. A
 * gateway that has one takes only one of a higher version, so that an old one can't be played back.
 * {@link SignedKeyList} is the form that travels.
 *
 * @param version 1 to 2^32 - 1; only ever grows
 * @param issuedAt when it was made, to the second
 * @param rootKey the key that signs this list: Ed25519, 32 octets
 * @param nextRootKey the key that may sign the lists after this one, when the root changes hands
 * @param senders the keys that seal access requests, at most 64, ids distinct and ascending
 * @param authorities the fleet's certificate authorities, 1 to 8, the oldest first
 * @param serverNames the names that a proxy's certificate may have, 1 to 16
 * @param proxies the addresses that a request may name, at most 64
 * @param minimumVersion the lowest version of access requests that gateways take
 * @param minimumSuite the lowest suite that they take: 0x01, or 0x11 once all have pre-shared keys
 * @param revoked what is void although it is signed, at most 1024
 */
public record KeyList(
        long version,
        Instant issuedAt,
        Octets rootKey,
        Optional<Octets> nextRootKey,
        List<Sender> senders,
        List<X509Certificate> authorities,
        List<String> serverNames,
        List<InetAddress> proxies,
        int minimumVersion,
        int minimumSuite,
        List<Revocation> revoked) {

    /** No list takes more octets, with its signature. */
    public static final int MAXIMUM_LENGTH = 64 * 1024;

    private static final long LAST_VERSION = 0xFFFF_FFFFL;

    /**
     * @throws IllegalArgumentException when a value is out of its range
     */
    public KeyList {
        if (version < 1 || version > LAST_VERSION) {
            throw new IllegalArgumentException("a key list's version is 1 to 2^32 - 1");
        }
        issuedAt = Instant.ofEpochSecond(issuedAt.getEpochSecond());
        requireRoot(rootKey);
        nextRootKey.ifPresent(KeyList::requireRoot);
        senders = List.copyOf(senders);
        authorities = List.copyOf(authorities);
        serverNames = List.copyOf(serverNames);
        proxies = List.copyOf(proxies);
        revoked = List.copyOf(revoked);
        requireCount("sender keys", senders.size(), 1, 64);
        requireCount("authorities", authorities.size(), 1, 8);
        requireCount("server names", serverNames.size(), 1, 16);
        requireCount("proxies", proxies.size(), 0, 64);
        requireCount("revocations", revoked.size(), 0, 1024);
        Ranges.check("minimum version", minimumVersion, 1, 0xF);
        Ranges.check("minimum suite", minimumSuite, 1, 0xFF);
        requireAscending(senders);
        requireDistinct(authorities);
        requireDistinct(serverNames);
        requireDistinct(proxies);
        requireDistinct(revoked);
    }

    /** Where a sender key stands. */
    public enum State {
        /** Seals now. */
        CURRENT(1),
        /** Seals soon, or still for gateways that slept: it opens. */
        ACCEPTED(2),
        /** Opens nothing any more. */
        REVOKED(3);

        private final int octet;

        State(int octet) {
            this.octet = octet;
        }

        /** Its number in the list. */
        public int octet() {
            return octet;
        }
    }

    /**
     * A key that seals access requests.
     *
     * @param id 0 to 65535
     */
    public record Sender(int id, SealingPublicKey key, State state) {
        /**
         * @throws IllegalArgumentException when the id is out of range
         */
        public Sender {
            Ranges.check("sender key id", id, 0, 0xFFFF);
        }
    }

    /**
     * Something void.
     *
     * @param sha256 of a gateway certificate's DER, or of a user's name in UTF-8
     */
    public record Revocation(Kind kind, Octets sha256) {
        /** What it is. */
        public enum Kind {
            /** A gateway's certificate. */
            GATEWAY(1),
            /** A user, by name. */
            USER(2);

            private final int octet;

            Kind(int octet) {
                this.octet = octet;
            }

            /** Its number in the list. */
            public int octet() {
                return octet;
            }
        }

        /** Of the user of that name. */
        public static Revocation ofUser(String name) {
            return new Revocation(Kind.USER, Octets.sha256(name.getBytes(StandardCharsets.UTF_8)));
        }

        /**
         * @throws IllegalArgumentException when these are not 32 octets
         */
        public Revocation {
            if (sha256.length() != 32) {
                throw new IllegalArgumentException("a revocation names a SHA-256 of 32 octets");
            }
        }
    }

    /** Whether a user of this name is shut out. */
    public boolean isRevokedUser(String name) {
        return revoked.contains(Revocation.ofUser(name));
    }

    /** The one encoding of this list. */
    public Octets encode() {
        return KeyListCodec.encode(this);
    }

    /**
     * The list of these octets; nothing says yet that it is the fleet's.
     *
     * @throws KeyMaterialException when they are anything but the one encoding of a list
     */
    public static KeyList decode(Octets octets) throws KeyMaterialException {
        return KeyListCodec.decode(octets);
    }

    /** The sender keys that open requests. */
    public List<Sender> accepted() {
        return senders.stream().filter(sender -> sender.state() != State.REVOKED).toList();
    }

    private static void requireRoot(Octets key) {
        if (key.length() != RootKey.PUBLIC_LENGTH) {
            throw new IllegalArgumentException("a root key has 32 octets, not " + key.length());
        }
    }

    private static void requireCount(String what, int count, int least, int most) {
        if (count < least || count > most) {
            throw new IllegalArgumentException(
                    "a key list has %d to %d %s, not %d".formatted(least, most, what, count));
        }
    }

    private static void requireAscending(List<Sender> senders) {
        for (int i = 1; i < senders.size(); i++) {
            if (senders.get(i - 1).id() >= senders.get(i).id()) {
                throw new IllegalArgumentException("sender keys go by ascending ids");
            }
        }
    }

    private static void requireDistinct(List<?> values) {
        Set<Object> seen = new HashSet<>(values);
        if (seen.size() != values.size()) {
            throw new IllegalArgumentException("a key list names nothing twice");
        }
    }
}
