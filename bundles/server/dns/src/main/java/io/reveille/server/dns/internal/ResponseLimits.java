/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.crypto.Secret;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * How many answers go to one source network by UDP, so that nobody makes this server flood a third
 * one: of each kind, and all together. What is counted is kept in a table of fixed size under a
 * secret hash; networks that share a place in it share what they may.
 */
final class ResponseLimits {
    private static final int PLACES = 1 << 16;
    private static final long SECOND = 1_000_000_000L;

    private final RateSettings settings;
    private final LongSupplier nanoTime;
    private final byte[] key;

    /** When each place's allowance is used up to, in nanoseconds: a leaky bucket of one second. */
    private final long[] usedUntil = new long[PLACES];

    private int heldBack;

    ResponseLimits(RateSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.key = Secret.random(16).copy();
        Arrays.fill(usedUntil, nanoTime.getAsLong() - SECOND);
    }

    /** What is to be done with an answer. */
    enum Verdict {
        SEND,
        /** Say that it is too long, so that an honest asker comes by TCP. */
        TRUNCATE,
        DROP
    }

    /**
     * @param kind what is answered, for all that are alike
     */
    synchronized Verdict judge(InetAddress asker, String kind) {
        if (settings.exempt().stream().anyMatch(block -> block.contains(asker))) {
            return Verdict.SEND;
        }
        byte[] network = SourceNetwork.of(asker);
        boolean all = take(place(network, ""), settings.all());
        boolean same = take(place(network, "/" + kind), settings.same());
        if (all && same) {
            return Verdict.SEND;
        }
        heldBack++;
        return settings.slip() > 0 && heldBack % settings.slip() == 0
                ? Verdict.TRUNCATE
                : Verdict.DROP;
    }

    private boolean take(int place, int perSecond) {
        long now = nanoTime.getAsLong();
        long from = Math.max(usedUntil[place] - now, -SECOND);
        long until = from + SECOND / perSecond;
        if (until > 0) {
            return false;
        }
        usedUntil[place] = now + until;
        return true;
    }

    private int place(byte[] network, String kind) {
        byte[] text = kind.getBytes(StandardCharsets.UTF_8);
        byte[] message =
                ByteBuffer.allocate(network.length + text.length).put(network).put(text).array();
        return ByteBuffer.wrap(SipHash.hash(key, message)).getInt() & (PLACES - 1);
    }
}
