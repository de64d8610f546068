/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrowthBudgetTest {
    @Test
    void gives_no_more_than_there_is_and_again_what_came_back() {
        GrowthBudget budget = new GrowthBudget(100);

        assertThat(budget.take(60)).isTrue();
        assertThat(budget.take(60)).isFalse();
        assertThat(budget.take(40)).isTrue();
        assertThat(budget.take(1)).isFalse();

        budget.giveBack(60);
        assertThat(budget.take(60)).isTrue();
    }
}
