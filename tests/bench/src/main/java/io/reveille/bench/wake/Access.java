/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.wake;

import java.time.Duration;
import java.time.Instant;

/**
 * One client's access.
 *
 * @param began when it connected; no tunnel was up then
 * @param served whether its octet came back
 * @param took until then, as the clock of the run has it
 */
record Access(String gatewayId, Instant began, boolean served, Duration took) {
    /** Whether the client had been served at that time. */
    boolean isServedBy(Instant time) {
        return served && time.isAfter(began.plus(took));
    }
}
