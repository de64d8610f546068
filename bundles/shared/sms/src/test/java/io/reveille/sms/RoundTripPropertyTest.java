/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoundTripPropertyTest {

    @Property(tries = 3000)
    void every_message_is_read_as_it_was_written(@ForAll("pdus") Pdu pdu) throws Exception {
        Direction direction = direction(pdu.tpdu());

        assertThat(PduCodec.decode(PduCodec.encode(pdu), direction)).isEqualTo(pdu);
        assertThat(PduCodec.decodeHex(PduCodec.encodeHex(pdu), direction)).isEqualTo(pdu);
        assertThat(TpduCodec.decode(TpduCodec.encode(pdu.tpdu()), direction)).isEqualTo(pdu.tpdu());
    }

    @Property(tries = 1000)
    void every_true_prefix_of_a_message_is_refused_or_lacks_only_optional_fields(
            @ForAll("pdus") Pdu pdu) {
        byte[] whole = PduCodec.encode(pdu);
        for (int length = 0; length < whole.length; length++) {
            byte[] prefix = java.util.Arrays.copyOf(whole, length);
            try {
                Pdu read = PduCodec.decode(prefix, direction(pdu.tpdu()));
                // only TP-PI of a status report may be absent altogether
                assertThat(read.tpdu()).isInstanceOf(SmsStatusReport.class);
                assertThat(((SmsStatusReport) read.tpdu()).fields()).isEqualTo(ReportFields.NONE);
            } catch (SmsDecodeException e) {
                assertThat(e.offset()).isBetween(0, length);
                assertThat(e.reason()).isNotBlank();
            }
        }
    }

    @Property(tries = 1000)
    void octets_left_over_are_refused(@ForAll("pdus") Pdu pdu, @ForAll byte extra) {
        byte[] whole = PduCodec.encode(pdu);
        byte[] longer = java.util.Arrays.copyOf(whole, whole.length + 1);
        longer[whole.length] = extra;
        if (pdu.tpdu() instanceof SmsStatusReport report
                && report.fields().equals(ReportFields.NONE)) {
            return; // the octet is a TP-PI there
        }
        SmsDecodeException failure =
                org.junit.jupiter.api.Assertions.assertThrows(
                        SmsDecodeException.class,
                        () -> PduCodec.decode(longer, direction(pdu.tpdu())));
        assertThat(failure.offset()).isEqualTo(whole.length);
    }

    @Provide
    Arbitrary<Pdu> pdus() {
        return AnyMessage.pdu();
    }

    private static Direction direction(Tpdu tpdu) {
        return tpdu instanceof SmsSubmit
                        || tpdu instanceof SmsDeliverReport
                        || tpdu instanceof SmsCommand
                ? Direction.MOBILE_ORIGINATED
                : Direction.MOBILE_TERMINATED;
    }
}
