/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepAgesTest {

    private static final long DAY = 86_400_000;

    @Test
    void are_written_in_the_order_of_the_steps() {
        StepAges ages =
                new StepAges(Map.of(Step.G, Duration.ofMillis(3), Step.D, Duration.ofMillis(12)));

        assertThat(ages.format()).isEqualTo("d=12,g=3");
    }

    @Test
    void are_read_with_spaces_and_in_either_case_and_order() {
        StepAges ages = StepAges.parse(" G=3 ,\td=12");

        assertThat(ages.age(Step.D)).contains(Duration.ofMillis(12));
        assertThat(ages.age(Step.G)).contains(Duration.ofMillis(3));
        assertThat(ages.age(Step.E)).isEmpty();
    }

    @Property
    void are_read_as_they_were_written(
            @ForAll Map<Step, @LongRange(min = 0, max = DAY) Long> millis) {
        StepAges ages =
                new StepAges(
                        millis.entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                entry -> Duration.ofMillis(entry.getValue()))));

        assertThat(StepAges.parse(ages.format())).isEqualTo(ages);
    }

    @ParameterizedTest
    @CsvSource({
        "'d=1,,x=2,g', d=1",
        "'d=1,d=2', d=1",
        "'d=-1,g=2', g=2",
        "'d=1.5,g=2', g=2",
        "'d=86400000,g=86400001', d=86400000",
        "'d=99999999999999999999,g=2', g=2",
    })
    void leave_out_what_is_malformed(String value, String understood) {
        assertThat(StepAges.parse(value).format()).isEqualTo(understood);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "=", "hello", "d", "d=", "=1"})
    void are_empty_where_nothing_is_understood(String value) {
        assertThat(StepAges.parse(value).ages()).isEmpty();
        assertThat(StepAges.parse("d=1," + " ".repeat(256)).ages()).as("too long").isEmpty();
    }

    @Property
    void any_text_gives_a_result(@ForAll String value) {
        assertThat(StepAges.parse(value).ages()).hasSizeLessThanOrEqualTo(9);
    }

    @Test
    void are_neither_negative_nor_longer_than_a_day() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StepAges(Map.of(Step.D, Duration.ofMillis(-1))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StepAges(Map.of(Step.D, Duration.ofMillis(DAY + 1))));
    }
}
