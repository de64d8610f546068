/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.radio;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.sms.OctetString;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RadioMessageTest {

    @Property
    void every_message_is_read_as_it_was_written(
            @ForAll @LongRange(min = 0, max = 999_999_999_999L) long id,
            @ForAll @Size(min = 1, max = 175) byte[] octets) {
        OctetString tpdu = OctetString.of(octets);
        for (RadioMessage message :
                List.of(
                        new RadioMessage.Register("+" + (100 + id)),
                        new RadioMessage.Registered(),
                        new RadioMessage.Deliver(id, tpdu),
                        new RadioMessage.Delivered(id),
                        new RadioMessage.Refused(id, 211),
                        new RadioMessage.Submit(id, tpdu),
                        new RadioMessage.Submitted(id),
                        new RadioMessage.Rejected(id, 1),
                        new RadioMessage.MemoryAvailable())) {
            assertThat(message.line()).hasSizeLessThan(RadioMessage.LONGEST_LINE);
            assertThat(RadioMessage.parse(message.line())).hasValue(message);
        }
    }

    @Property
    void any_line_is_a_message_or_none(@ForAll String line) {
        Optional<RadioMessage> message = RadioMessage.parse(line);

        message.ifPresent(m -> assertThat(RadioMessage.parse(m.line())).hasValue(m));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "REGISTER",
                "REGISTER x",
                "REGISTER 12",
                "REGISTERED 1",
                "DELIVER 1",
                "DELIVER 1 0",
                "DELIVER + 00",
                "DELIVERED",
                "DELIVERED 1 00",
                "REFUSED 1 ABC",
                "SUBMITTED 9999999999999",
                "deliver 1 00",
                "DELIVER  1 00",
                "MEMORY-AVAILABLE 1"
            })
    void what_is_no_message_is_none(String line) {
        assertThat(RadioMessage.parse(line)).isEmpty();
    }
}
