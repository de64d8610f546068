/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.SmsRefusedException;
import io.reveille.gateway.modem.SmsRefusedException.Kind;
import io.reveille.gateway.modem.internal.at.Unsolicited;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for the modem's thread. Bounded: announcements that find no room turn into one look
 * around.
 */
final class EventQueue {
    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);
    private static final int MOST = 256;

    private final BlockingQueue<ModemEvent> events = new ArrayBlockingQueue<>(MOST);
    private final NetworkClock clock;
    private volatile boolean overflowed;

    EventQueue(NetworkClock clock) {
        this.clock = clock;
    }

    /** Takes note of what the modem says unasked; never blocks. */
    void said(Unsolicited said) {
        if (said instanceof Unsolicited.Stored stored) {
            add(new ModemEvent.Announced(new Location(stored.memory(), stored.index())));
        } else if (said instanceof Unsolicited.Shown shown) {
            if (!add(new ModemEvent.Shown(shown.pdu()))) {
                LOG.warn("More messages are shown than can be taken; one is dropped");
            }
        } else if (said instanceof Unsolicited.Other other) {
            said(other.line());
        }
    }

    private void said(String line) {
        if (clock.said(line) || line.matches("\\+C(G|E)?REG:.*")) {
            boolean unused = add(new ModemEvent.Changed());
        } else if (isReasonToLook(line)) {
            look();
        }
    }

    /** Full storages, a SIM that is ready now, and whatever the line has to say of itself. */
    private static boolean isReasonToLook(String line) {
        return !line.startsWith("+C") || line.startsWith("+CPIN:");
    }

    /** Has the modem's thread look around soon. */
    void look() {
        if (!(events.peek() instanceof ModemEvent.Look)) {
            boolean unused = add(new ModemEvent.Look());
        }
    }

    boolean add(ModemEvent event) {
        boolean added = events.offer(event);
        overflowed |= !added;
        return added;
    }

    /** The next event, or nothing when none comes in time; a lost one makes for a look around. */
    Optional<ModemEvent> next(Duration wait) throws InterruptedException {
        if (overflowed && events.isEmpty()) {
            overflowed = false;
            return Optional.of(new ModemEvent.Look());
        }
        return Optional.ofNullable(events.poll(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS));
    }

    /** Forgets what was announced, and tells those who wait for something that it won't be. */
    void clear(String reason) {
        for (ModemEvent event = events.poll(); event != null; event = events.poll()) {
            fail(event, reason);
        }
    }

    static void fail(ModemEvent event, String reason) {
        if (event instanceof ModemEvent.Send send) {
            send.sent()
                    .completeExceptionally(
                            new SmsRefusedException("not sent: " + reason, -1, Kind.PASSING));
        } else if (event instanceof ModemEvent.Ask ask) {
            ask.status().completeExceptionally(new IOException(reason));
        }
    }
}
