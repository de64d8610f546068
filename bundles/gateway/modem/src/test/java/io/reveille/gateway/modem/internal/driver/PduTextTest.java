/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.gateway.modem.internal.at.PduLine;
import io.reveille.sms.SmsDecodeException;
import io.reveille.sms.SmsDeliver;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PduTextTest {
    private static final String PDU = "00" + "040B914451551532F400006211011201000005E8329BFD06";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+CMGR: 0,,24",
                "+CMGL: 3,1,,24",
                "+CMGL: 3,1,\"a, b\",24",
                "+CMT: ,24",
                "+CMT: 24",
                "+CMGR: 0,,x"
            })
    void a_message_is_decoded_whatever_its_header(String header) throws SmsDecodeException {
        assertThat(((SmsDeliver) PduText.decode(new PduLine(header, PDU)).tpdu()).userData().text())
                .hasValue("hello");
    }

    @Test
    void what_a_sim_record_has_behind_the_message_is_cut_off() throws SmsDecodeException {
        PduLine padded = new PduLine("+CMGR: 0,,24", PDU + "FF".repeat(100));

        assertThat(PduText.decode(padded))
                .isEqualTo(PduText.decode(new PduLine("+CMGR: 0,,24", PDU)));
    }

    @Test
    void without_a_length_there_is_nothing_to_cut_at() {
        assertThatThrownBy(() -> PduText.decode(new PduLine("+CMGR: 0", PDU + "FF")))
                .isInstanceOf(SmsDecodeException.class);
    }

    @Property
    void any_digits_under_any_header_are_a_message_or_the_failure(
            @ForAll @StringLength(max = 30) String header,
            @ForAll
                    @StringLength(min = 14, max = 400)
                    @CharRange(from = '0', to = '9')
                    @CharRange(from = 'A', to = 'F')
                    String hex) {
        try {
            assertThat(PduText.decode(new PduLine("+CMT: " + header, hex))).isNotNull();
        } catch (SmsDecodeException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
