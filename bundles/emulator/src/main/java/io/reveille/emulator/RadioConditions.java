/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

import java.time.Duration;

/**
 * How badly the emulated network treats messages on their way to a modem.
 *
 * @param delay before every delivery
 * @param jitter what is added to it at random at most; with more than one message on the way, they
 *     overtake each other
 * @param loss share of messages that are lost for good though reported as delivered, 0 to 1
 * @param duplication share of messages that are delivered twice, 0 to 1
 * @param reordering share of messages that are held back until another has overtaken them, or for
 *     two seconds, 0 to 1
 */
public record RadioConditions(
        Duration delay, Duration jitter, double loss, double duplication, double reordering) {
    /** Everything arrives at once, once and in order. */
    public static final RadioConditions PERFECT =
            new RadioConditions(Duration.ZERO, Duration.ZERO, 0, 0, 0);

    public RadioConditions {
        check("delay", delay);
        check("jitter", jitter);
        check("loss", loss);
        check("duplication", duplication);
        check("reordering", reordering);
    }

    private static void check(String name, Duration value) {
        if (value.isNegative() || value.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    name + " is to be between 0 and 1 hour, not " + value);
        }
    }

    private static void check(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " is a share between 0 and 1, not " + share);
        }
    }
}
