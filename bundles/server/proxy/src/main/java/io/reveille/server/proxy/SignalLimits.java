/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

/**
 * How many access requests may be sent: each may cost money, and the gateway's battery. Every limit
 * holds for any hour or day, not for those of the calendar. 1 to 100000 each.
 *
 * @param gatewayHour to one gateway in an hour
 * @param gatewayDay to one gateway in a day
 * @param sourceHour for the sake of one user or client address in an hour
 * @param sourceDay the same in a day
 * @param day all together in a day
 */
public record SignalLimits(
        int gatewayHour, int gatewayDay, int sourceHour, int sourceDay, int day) {
    private static final int MOST = 100_000;

    public SignalLimits {
        require("budget.gateway.hour", gatewayHour);
        require("budget.gateway.day", gatewayDay);
        require("budget.source.hour", sourceHour);
        require("budget.source.day", sourceDay);
        require("budget.day", day);
    }

    /**
     * To a gateway 60 in an hour and 300 in a day, for a client 120 and 1000, all together 10000.
     */
    public static SignalLimits defaults() {
        return new SignalLimits(60, 300, 120, 1000, 10_000);
    }

    private static void require(String name, int value) {
        if (value < 1 || value > MOST) {
            throw new IllegalArgumentException(
                    name + ": " + value + " is not between 1 and " + MOST);
        }
    }
}
