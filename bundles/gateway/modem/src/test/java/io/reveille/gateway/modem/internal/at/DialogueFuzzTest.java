/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Runs over the seeds in a build, and fuzzes where the environment has JAZZER_FUZZ=1. */
class DialogueFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void any_octets_are_frames_and_leave_the_dialogue_sane(byte[] octets) {
        AnyOctetsPropertyTest.check(octets);
    }
}
