/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

/** PDUs that are widely published, with what is published about them. */
class PublishedPduTest {

    @Test
    void reads_the_well_known_deliver_of_1999() throws Exception {
        String hex =
                "07 91 7283010010F5" // SMSC: 7 octets, international ISDN, 27381000015
                        + "04" // SMS-DELIVER, no more messages
                        + "0B C8 7238880900F1" // TP-OA: 11 digits, subscriber, private plan...
                        // 27838890001
                        + "00 00" // TP-PID, TP-DCS
                        + "99309251619580" // TP-SCTS: 99-03-29 15:16:59 +02:00
                        + "0A E8329BFD4697D9EC37"; // TP-UDL 10 septets
        Pdu pdu = PduCodec.decodeHex(hex.replace(" ", ""), Direction.MOBILE_TERMINATED);

        assertThat(pdu.serviceCentre().orElseThrow()).hasToString("+27381000015");
        SmsDeliver deliver = (SmsDeliver) pdu.tpdu();
        assertThat(deliver.originator().digits()).isEqualTo("27838890001");
        assertThat(deliver.moreMessages()).isFalse();
        assertThat(deliver.timestamp().dateTime())
                .contains(OffsetDateTime.parse("1999-03-29T15:16:59+02:00"));
        assertThat(deliver.userData().text()).contains("hellohello");
        assertThat(PduCodec.encodeHex(pdu)).isEqualTo(hex.replace(" ", ""));
    }

    @Test
    void reads_the_well_known_submit() throws Exception {
        String hex = "0011000B916407281553F80000AA0AE8329BFD4697D9EC37";

        Pdu pdu = PduCodec.decodeHex(hex, Direction.UNKNOWN);

        SmsSubmit submit = (SmsSubmit) pdu.tpdu();
        assertThat(submit.destination()).hasToString("+46708251358");
        assertThat(submit.validity()).contains(new ValidityPeriod.Relative(0xAA));
        assertThat(submit.userData().text()).contains("hellohello");
        assertThat(PduCodec.encodeHex(pdu)).isEqualTo(hex);
    }
}
