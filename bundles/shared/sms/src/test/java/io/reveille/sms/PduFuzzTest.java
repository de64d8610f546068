/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** Runs over the seeds in a build, and fuzzes where the environment has JAZZER_FUZZ=1. */
class PduFuzzTest {
    private static final Direction[] DIRECTIONS = Direction.values();

    /** The first octet chooses the direction, the others are the PDU. */
    @FuzzTest(maxDuration = "2m")
    void any_octets_are_a_message_or_the_failure(byte[] octets) {
        if (octets.length > 0) {
            Direction direction = DIRECTIONS[(octets[0] & 0xFF) % DIRECTIONS.length];
            AnyOctetsPropertyTest.check(Arrays.copyOfRange(octets, 1, octets.length), direction);
        }
    }
}
