/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.crypto.Secret;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import org.xbill.DNS.CookieOption;

/**
 * Cookies that show that an address is really the asker's (RFC 7873), in the form that servers of
 * different make share (RFC 9018). Those made with the secret before are good as long as they are
 * young enough.
 */
final class ServerCookies {
    private static final int LENGTH = 16;
    private static final byte VERSION = 1;
    private static final Duration LIFE = Duration.ofHours(1);
    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Duration RENEWED_AFTER = Duration.ofMinutes(30);

    private final CookieSecrets secrets;
    private final InstantSource clock;

    ServerCookies(CookieSecrets secrets, InstantSource clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Whether the asker has shown that the address is his. */
    boolean isValid(CookieOption asked, InetAddress asker) {
        return isGood(asked, asker, LIFE);
    }

    /** The cookies for a response: a young one stays as it is. */
    CookieOption answer(CookieOption asked, InetAddress asker) {
        byte[] client = asked.getClientCookie();
        if (isGood(asked, asker, RENEWED_AFTER)) {
            return new CookieOption(client, asked.getServerCookie().orElseThrow());
        }
        byte[] header =
                ByteBuffer.allocate(LENGTH / 2)
                        .put(VERSION)
                        .put(new byte[3])
                        .putInt((int) clock.instant().getEpochSecond())
                        .array();
        return new CookieOption(client, cookie(secrets.current(), client, header, asker));
    }

    private boolean isGood(CookieOption asked, InetAddress asker, Duration age) {
        byte[] server = asked.getServerCookie().orElse(new byte[0]);
        if (server.length != LENGTH || server[0] != VERSION) {
            return false;
        }
        // serial number arithmetic: RFC 9018, 4.3
        int old = (int) clock.instant().getEpochSecond() - ByteBuffer.wrap(server, 4, 4).getInt();
        if (old > age.toSeconds() || old < -AHEAD.toSeconds()) {
            return false;
        }
        byte[] client = asked.getClientCookie();
        byte[] header = Arrays.copyOf(server, LENGTH / 2);
        return MessageDigest.isEqual(server, cookie(secrets.current(), client, header, asker))
                || secrets.previous()
                        .map(secret -> cookie(secret, client, header, asker))
                        .filter(good -> MessageDigest.isEqual(server, good))
                        .isPresent();
    }

    static byte[] cookie(Secret secret, byte[] client, byte[] header, InetAddress asker) {
        byte[] address = asker.getAddress();
        byte[] message =
                ByteBuffer.allocate(client.length + header.length + address.length)
                        .put(client)
                        .put(header)
                        .put(address)
                        .array();
        byte[] key = secret.copy();
        try {
            return ByteBuffer.allocate(LENGTH).put(header).put(SipHash.hash(key, message)).array();
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
