/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Optional;

/** Runs over the seeds in a build, and fuzzes where the environment has JAZZER_FUZZ=1. */
class ReceiptFuzzTest {

    /** The first octet is the state's parameter, 0 for none; the others are the text. */
    @FuzzTest(maxDuration = "2m")
    void any_octets_are_some_receipt(byte[] octets) {
        if (octets.length == 0) {
            return;
        }
        Receipt receipt =
                Receipt.of(
                        Optional.empty(),
                        Optional.of((int) octets[0]).filter(state -> state != 0),
                        Arrays.copyOfRange(octets, 1, octets.length));

        assertThat(receipt.words()).isNotBlank().hasSizeLessThan(100);
        assertThat(receipt.news()).isNotNull();
        receipt.ids()
                .text()
                .ifPresent(
                        id -> {
                            assertThat(id).hasSizeBetween(1, 65);
                            assertThat(MessageId.spellings(id)).isNotEmpty();
                        });
    }
}
