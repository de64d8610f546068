/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepTest {

    @Test
    void the_steps_are_those_of_a_session_in_their_order() {
        assertThat(Step.values()).extracting(Step::name).containsExactly("ABCDEFGHI".split(""));
        assertThat(Step.values())
                .extracting(Step::description)
                .allMatch(description -> !description.isBlank())
                .doesNotHaveDuplicates();
    }
}
