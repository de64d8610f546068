/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mail;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses between attempts: doubling up to a longest, each between half and the whole of that. */
final class MailPauses {
    private final Duration first;
    private final Duration longest;
    private Duration whole;

    MailPauses(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.whole = first;
    }

    /** The pause after a failure. */
    Duration next() {
        long most = whole.toMillis();
        whole = whole.multipliedBy(2).compareTo(longest) < 0 ? whole.multipliedBy(2) : longest;
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }

    /** All is well again. */
    void reset() {
        whole = first;
    }
}
