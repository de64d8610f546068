/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.clients;

import io.reveille.crypto.Secret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The nonces of Digest (RFC 7616 section 3.3). Handing one out costs no memory: it carries its time
 * and a MAC. Only those with which a right answer has come are remembered, with the counts that
 * were used (64 behind the highest), so that no answer is taken twice; when there are too many, the
 * oldest are refused from then on.
 */
final class Nonces {
    private static final long LIFE = TimeUnit.MINUTES.toNanos(5);
    private static final int MOST = 1024;
    private static final int RANDOM = 8;
    private static final int MAC = 16;
    private static final int WINDOW = 64;

    private final SecretKeySpec key = new SecretKeySpec(Secret.random(32).copy(), "HmacSHA256");
    private final LongSupplier clock;
    private final Map<String, Use> used = new LinkedHashMap<>();
    private long refusedBefore;

    private static final class Use {
        private final long issued;
        private long highest;
        private long window;

        Use(long issued) {
            this.issued = issued;
        }

        boolean take(long number) {
            if (number > highest) {
                long ahead = number - highest;
                window = ahead >= WINDOW ? 0 : window << ahead;
                window |= 1;
                highest = number;
                return true;
            }
            long behind = highest - number;
            if (number < 1 || behind >= WINDOW || (window & 1L << behind) != 0) {
                return false;
            }
            window |= 1L << behind;
            return true;
        }
    }

    /**
     * @param clock nanoseconds that only grow
     */
    Nonces(LongSupplier clock) {
        this.clock = clock;
        this.refusedBefore = clock.getAsLong() - LIFE;
    }

    String fresh() {
        byte[] nonce =
                ByteBuffer.allocate(Long.BYTES + RANDOM + MAC)
                        .putLong(clock.getAsLong())
                        .put(Secret.random(RANDOM).copy())
                        .array();
        System.arraycopy(mac(nonce), 0, nonce, Long.BYTES + RANDOM, MAC);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
    }

    /** Takes a right answer that was made with this nonce; false if it is too old or a replay. */
    synchronized boolean take(String text, long number) {
        byte[] nonce;
        try {
            nonce = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (nonce.length != Long.BYTES + RANDOM + MAC
                || !MessageDigest.isEqual(
                        Arrays.copyOfRange(nonce, Long.BYTES + RANDOM, nonce.length),
                        Arrays.copyOf(mac(nonce), MAC))) {
            return false;
        }
        long issued = ByteBuffer.wrap(nonce).getLong();
        long now = clock.getAsLong();
        if (now - issued > LIFE || issued - refusedBefore <= 0) {
            return false;
        }
        forget(now);
        // the text has one form only, as decoding is strict about its last character's spare bits
        String form = Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
        return used.computeIfAbsent(form, fresh -> new Use(issued)).take(number);
    }

    private void forget(long now) {
        used.values().removeIf(use -> now - use.issued > LIFE);
        Iterator<Use> oldest = used.values().iterator();
        while (used.size() >= MOST && oldest.hasNext()) {
            long issued = oldest.next().issued;
            if (issued - refusedBefore > 0) {
                refusedBefore = issued;
            }
            oldest.remove();
        }
    }

    private byte[] mac(byte[] nonce) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(nonce, 0, Long.BYTES + RANDOM);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
