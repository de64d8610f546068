/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "62111021436500, 2026-11-01T12:34:56Z",
        "62111021436540, 2026-11-01T12:34:56+01:00",
        "62111021436523, 2026-11-01T12:34:56+08:00",
        "62111021436522, 2026-11-01T12:34:56+05:30", // India: 22 quarters
        "62111021436532, 2026-11-01T12:34:56+05:45", // Nepal: 23 quarters
        "62111021436569, 2026-11-01T12:34:56-04:00",
        "6211102143654A, 2026-11-01T12:34:56-06:00", // 24 quarters: 2 and 4, sign in the 2
        "62111021436508, 2026-11-01T12:34:56Z",
        "62111021436527, 2026-11-01T12:34:56+18:00", // 72 quarters
        "00101000000000, 2000-01-01T00:00:00Z",
        "98211332959500, 2089-12-31T23:59:59Z",
        "09101000000000, 1990-01-01T00:00:00Z",
        "99211332959500, 1999-12-31T23:59:59Z",
        "42209200000000, 2024-02-29T00:00:00Z",
    })
    void octets_that_are_a_time(String hex, OffsetDateTime time) {
        Timestamp timestamp = new Timestamp(OctetString.fromHex(hex));

        assertThat(timestamp.dateTime()).contains(time);
        if (!hex.endsWith("08")) {
            assertThat(Timestamp.of(time)).isEqualTo(timestamp);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "00000000000000, month and day 0",
        "62311021436500, month 13",
        "62112321436500, day 32",
        "32209200000000, 29 February 2023",
        "62111042436500, hour 24",
        "62111021066500, minute 60",
        "62111021430600, second 60",
        "A2111021436500, a year that is no number",
        "2A111021436500, a year that is no number",
        "621110214365A0, a zone that is no number",
        "621110214365F0, a zone that is no number",
        "62111021436537, 73 quarters",
        "62111021436597, 79 quarters",
        "6211102143659F, 79 quarters less",
        "FFFFFFFFFFFFFF, nothing but filler"
    })
    void octets_that_are_no_time(String hex, String why) {
        Timestamp timestamp = new Timestamp(OctetString.fromHex(hex));

        assertThat(timestamp.dateTime()).as(why).isEmpty();
        assertThat(timestamp).hasToString(hex);
    }

    @Property
    void every_time_in_range_is_read_as_written(
            @ForAll @IntRange(min = 0, max = 99 * 365) int day,
            @ForAll @IntRange(min = 0, max = 86_399) int second,
            @ForAll @IntRange(min = -72, max = 72) int quarters) {
        OffsetDateTime time =
                LocalDateTime.of(1990, 1, 1, 0, 0)
                        .plusDays(day)
                        .plusSeconds(second)
                        .atOffset(ZoneOffset.ofTotalSeconds(quarters * 900));

        assertThat(Timestamp.of(time).dateTime()).contains(time);
    }

    @Test
    void what_does_not_fit_is_refused() {
        for (String time :
                new String[] {
                    "1989-12-31T23:59:59Z", "2090-01-01T00:00:00Z", "2026-01-01T00:00:00+00:20"
                }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Timestamp.of(OffsetDateTime.parse(time)));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timestamp(OctetString.fromHex("00")));
    }
}
