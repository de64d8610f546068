/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.tunnel;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is measured: each by one run of the load, which may give more than one figure. */
enum Row {
    DOWN("bulk down", "MB/s", 1e-6, true, "down", 1),
    UP("bulk up", "MB/s", 1e-6, true, "up", 1),
    DOWN_100("100 streams down", "MB/s", 1e-6, true, "down", 100),
    UP_100("100 streams up", "MB/s", 1e-6, true, "up", 100),
    ECHO("echo of one octet", "µs", 1, false, "echo", 1),
    OPEN_1("new connections, 1 caller", "/s", 1, true, "open", 1),
    OPEN_8("new connections, 8 callers", "/s", 1, true, "open", 8);

    private final String title;
    private final String unit;
    private final double factor;
    private final boolean moreIsBetter;
    private final String load;
    private final int many;

    Row(String title, String unit, double factor, boolean moreIsBetter, String load, int many) {
        this.title = title;
        this.unit = unit;
        this.factor = factor;
        this.moreIsBetter = moreIsBetter;
        this.load = load;
        this.many = many;
    }

    String title() {
        return title;
    }

    String unit() {
        return unit;
    }

    boolean isMoreBetter() {
        return moreIsBetter;
    }

    boolean isEcho() {
        return this == ECHO;
    }

    boolean isOfManyStreams() {
        return many == 100;
    }

    /** How it is asked for on the command line, such as {@code down-100}. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<String> arguments(int port, double seconds) {
        return List.of(load, String.valueOf(port), String.valueOf(seconds), String.valueOf(many));
    }

    /** The figure that the rows of the table are about. */
    double figure(Map<String, Double> measured) {
        return measured.getOrDefault(isEcho() ? "p50" : "rate", Double.NaN) * factor;
    }
}
