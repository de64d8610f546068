/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.receipts;

import io.reveille.crypto.Octets;
import io.reveille.server.registry.SignalNews;
import io.reveille.server.registry.SignalNews.State;
import io.reveille.server.signal.internal.sms.SmsMessage;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Knows which receipts are awaited: each message has an address of its own that no one can guess.
 * The same receipt twice is told once; after the last word nothing more is told.
 */
public final class ReceiptDesk {
    /** The most messages whose receipts are awaited; the oldest go first. */
    static final int MOST = 10_000;

    /** How long after its validity a message's receipt may still come. */
    static final Duration LATE = Duration.ofHours(1);

    private static final int MOST_NEWS = 16;
    private static final int TOKEN_OCTETS = 16;

    private final LongSupplier nanoTime;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Awaited> awaited = new LinkedHashMap<>();

    private record Awaited(
            SmsMessage message, ReceiptReading reading, long until, Set<SignalNews> told) {}

    public ReceiptDesk(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** An address below the base for the receipts of one message. */
    public synchronized URI await(URI base, SmsMessage message, ReceiptReading reading) {
        byte[] octets = new byte[TOKEN_OCTETS];
        random.nextBytes(octets);
        String token = Octets.of(octets).hex();
        long now = nanoTime.getAsLong();
        Iterator<Awaited> oldest = awaited.values().iterator();
        boolean full = awaited.size() >= MOST;
        while (oldest.hasNext() && (oldest.next().until() - now < 0 || full)) {
            oldest.remove();
            full = false;
        }
        long until = now + message.validity().plus(LATE).toNanos();
        awaited.put(token, new Awaited(message, reading, until, new HashSet<>()));
        return URI.create(base.toString().replaceAll("/+$", "") + "/receipt/" + token);
    }

    /**
     * Takes a receipt in.
     *
     * @param token the last part of the address that it came to
     * @return whether that is an address of ours, whatever the receipt says
     */
    public boolean take(String token, Map<String, String> fields) {
        Optional<SignalNews> news;
        SmsMessage message;
        synchronized (this) {
            Awaited known = awaited.get(token);
            if (known == null || known.until() - nanoTime.getAsLong() < 0) {
                return false;
            }
            message = known.message();
            boolean over = known.told().stream().anyMatch(told -> told.state() != State.PENDING);
            news =
                    over || known.told().size() >= MOST_NEWS
                            ? Optional.empty()
                            : known.reading().read(fields).filter(known.told()::add);
        }
        news.ifPresent(message::tell);
        return true;
    }
}
