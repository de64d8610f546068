/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AtValuesTest {

    @Test
    void values_have_their_places_even_where_some_are_left_out() {
        AtValues values = AtValues.ofLine("+CMGL: 3,1,,25");

        assertThat(values.number(0)).hasValue(3);
        assertThat(values.text(2)).isEmpty();
        assertThat(values.number(3)).hasValue(25);
        assertThat(values.number(4)).isEmpty();
    }

    @Test
    void a_comma_in_quotes_parts_nothing() {
        AtValues values = AtValues.ofLine("+COPS: 0,0,\"One, Two\",7");

        assertThat(values.text(2)).hasValue("One, Two");
        assertThat(values.isQuoted(2)).isTrue();
        assertThat(values.number(3)).hasValue(7);
    }

    @Test
    void lists_and_ranges_say_what_is_possible() {
        AtValues values = AtValues.ofLine("+CNMI: (0-2),(0,1,3),(0,2),0,(1)");

        assertThat(values.group(0).get().contains(1)).isTrue();
        assertThat(values.group(1).get().contains(2)).isFalse();
        assertThat(values.group(3)).isEmpty();
        assertThat(values.group(4).get().contains(1)).isTrue();
    }

    @Test
    void names_of_storages_are_read_with_and_without_quotes() {
        AtValues values = AtValues.ofLine("+CPMS: (\"SM\",\"ME\"),(SM,ME),(\"SM\")");

        assertThat(values.group(0).get().texts()).containsExactly("SM", "ME");
        assertThat(values.group(1).get().texts()).containsExactly("SM", "ME");
        assertThat(values.group(2).get().texts()).containsExactly("SM");
    }

    @Test
    void a_range_without_end_or_of_absurd_size_takes_no_time() {
        AtValues values = AtValues.ofLine("+CNMI: (0-999999),(5-),(9-1),(99999999999)");

        assertThat(values.group(0).get().contains(999_999)).isTrue();
        assertThat(values.group(1).get().contains(5)).isFalse();
        assertThat(values.group(2).get().contains(5)).isFalse();
        assertThat(values.group(3).get().contains(1)).isFalse();
    }

    @Test
    void a_line_without_a_name_is_values_throughout() {
        assertThat(AtValues.ofLine("12:30,5").text(0)).hasValue("12:30");
    }
}
