/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import java.time.Duration;

/** Relative times as SMPP writes them: YYMMDDhhmmsstnnR (SMPP 3.4, 7.1.1.2). */
final class RelativeTime {
    private static final Duration LONGEST = Duration.ofDays(30);

    private RelativeTime() {}

    /** At least a second, at most 30 days, parts of seconds counted whole. */
    static String of(Duration duration) {
        Duration most = duration.compareTo(LONGEST) < 0 ? duration : LONGEST;
        long seconds = Math.max(1, most.plusNanos(999_999_999).toSeconds());
        return "0000%02d%02d%02d%02d000R"
                .formatted(seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    }
}
