/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

/**
 * Which short messages are taken for access requests, and how many.
 *
 * @param firstPort the lowest application port that requests come to, 0 to 65535
 * @param lastPort the highest
 * @param deleteOthers whether messages that are no access requests are deleted, rather than left in
 *     the modem
 * @param burst how many requests are taken at once, 1 to 1000
 * @param perMinute how many a minute go on being taken after that, 1 to 6000; what is more waits in
 *     the modem
 */
public record SmsSignalSettings(
        int firstPort, int lastPort, boolean deleteOthers, int burst, int perMinute) {
    public SmsSignalSettings {
        if (firstPort < 0 || lastPort > 0xFFFF || firstPort > lastPort) {
            throw new IllegalArgumentException(
                    "ports are to be between 0 and 65535, not " + firstPort + " to " + lastPort);
        }
        if (burst < 1 || burst > 1_000 || perMinute < 1 || perMinute > 6_000) {
            throw new IllegalArgumentException(
                    "a burst is 1 to 1000 requests and a rate 1 to 6000 a minute, not "
                            + burst
                            + " and "
                            + perMinute);
        }
    }

    /** Ports 16000 to 16999, other messages left alone, 20 requests at once and 30 a minute. */
    public static SmsSignalSettings defaults() {
        return new SmsSignalSettings(16_000, 16_999, false, 20, 30);
    }
}
