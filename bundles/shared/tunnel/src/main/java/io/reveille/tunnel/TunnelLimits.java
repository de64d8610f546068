/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

/**
 * What bounds a tunnel's memory. What a peer may send ahead of its readers is at most {@code
 * maxStreams × streamWindow + growthBudget} octets. A stream whose reader keeps up, and which
 * nothing but its window holds up, is given a larger one out of the budget until it ends.
 *
 * @param maxStreams client connections at the same time over one tunnel, 1 to 10 000
 * @param streamWindow octets that a peer may send on a new stream before its reader has taken any,
 *     16 KiB to 16 MiB
 * @param maxStreamWindow octets to which a fast stream's window grows, {@code streamWindow} to 16
 *     MiB
 * @param growthBudget octets that all windows of one tunnel together may have grown by, 0 to 256
 *     MiB
 * @param frameSize payload of the largest frame accepted, 16 KiB to 1 MiB (RFC 9113 section 6.5.2)
 */
public record TunnelLimits(
        int maxStreams, int streamWindow, int maxStreamWindow, int growthBudget, int frameSize) {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * 1024;

    public TunnelLimits {
        range("maxStreams", maxStreams, 1, 10_000);
        range("streamWindow", streamWindow, 16 * KIB, 16 * MIB);
        range("maxStreamWindow", maxStreamWindow, streamWindow, 16 * MIB);
        range("growthBudget", growthBudget, 0, 256 * MIB);
        range("frameSize", frameSize, 16 * KIB, MIB);
    }

    /** 256 streams of 128 KiB that grow to 8 MiB, by 32 MiB in all; frames of 256 KiB. */
    public static TunnelLimits defaults() {
        return new TunnelLimits(256, 128 * KIB, 8 * MIB, 32 * MIB, 256 * KIB);
    }

    private static void range(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + ": " + value + " is not between " + least + " and " + most);
        }
    }
}
