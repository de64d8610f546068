/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import io.reveille.sms.SmsDeliver;
import io.reveille.sms.UserData;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of one message that have come. */
public final class Parts {
    private final @Nullable SmsDeliver[] parts;
    private final Instant begun;
    private int held;

    Parts(int total, Instant begun) {
        this.parts = new SmsDeliver[total];
        this.begun = begun;
    }

    Instant begun() {
        return begun;
    }

    /** The room that they take; a short part costs as much as a full one. */
    int octets() {
        return held * UserData.MAX_OCTETS;
    }

    /** Takes the part in whose place there is none. */
    void put(int sequence, SmsDeliver part) {
        parts[sequence - 1] = part;
        held++;
    }

    public boolean holds(int sequence) {
        return parts[sequence - 1] != null;
    }

    /** Whether this very part, received by the centre at the same time, has come before. */
    public boolean repeats(int sequence, SmsDeliver part) {
        SmsDeliver before = parts[sequence - 1];
        return before != null
                && before.timestamp().equals(part.timestamp())
                && before.userData().equals(part.userData());
    }

    public boolean complete() {
        return held == parts.length;
    }

    public List<SmsDeliver> inOrder() {
        return List.of(parts);
    }
}
