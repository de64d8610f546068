/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.users;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Spans of time as people write them: 90s, 15m, 12h, 30d. */
final class TimeSpan {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([smhd])");
    private static final Map<String, Integer> UNITS =
            Map.of("s", 1, "m", 60, "h", 3600, "d", 86_400);

    private TimeSpan() {}

    static long seconds(CommandLine command, String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new ParameterException(
                    command, "'" + text + "' is not a time such as 90s, 15m, 12h or 30d");
        }
        return Long.parseLong(form.group(1)) * UNITS.getOrDefault(form.group(2), 1);
    }
}
