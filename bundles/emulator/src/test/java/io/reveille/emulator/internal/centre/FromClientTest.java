/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.sms.OctetString;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.TpduCodec;
import io.reveille.sms.TypeOfNumber;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FromClientTest {

    @Test
    void header_and_data_stay_octet_for_octet() {
        SubmitSm sm = message(0x04, "0605043E803E81D10100");
        sm.setUdhi();

        SmsDeliver deliver = deliver(sm);

        assertThat(deliver.userData().body().hex()).isEqualTo("D10100");
        assertThat(
                        deliver.userData()
                                .header()
                                .flatMap(header -> header.ports())
                                .get()
                                .destination())
                .isEqualTo(16_000);
        assertThat(OctetString.of(HeaderOctets.join(deliver.userData())).hex())
                .isEqualTo("0605043E803E81D10100");
    }

    @Property
    void any_octets_under_any_coding_are_a_message_or_refused(
            @ForAll @Size(max = 200) byte[] octets, @ForAll byte coding, @ForAll boolean header) {
        SubmitSm sm = message(coding, OctetString.of(octets).hex());
        if (header) {
            sm.setUdhi();
        }
        try {
            assertThat(TpduCodec.encode(deliver(sm)).length).isLessThanOrEqualTo(175);
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "07", "0105", "030003", "0605043E803E"})
    void a_header_that_is_cut_off_is_refused(String hex) {
        SubmitSm sm = message(0x04, hex);
        sm.setUdhi();

        assertThatThrownBy(() -> deliver(sm)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void segments_given_as_parameters_become_a_header() {
        SubmitSm sm = message(0x04, "AA");
        sm.setOptionalParameters(
                new OptionalParameter.Sar_msg_ref_num((short) 7),
                new OptionalParameter.Sar_total_segments((byte) 3),
                new OptionalParameter.Sar_segment_seqnum((byte) 2));

        var part = deliver(sm).userData().header().flatMap(header -> header.concatenation()).get();

        assertThat(part.reference()).isEqualTo(7);
        assertThat(part.total()).isEqualTo(3);
        assertThat(part.sequence()).isEqualTo(2);
    }

    @Test
    void a_payload_parameter_stands_in_for_the_short_message() {
        SubmitSm sm = message(0x04, "");
        sm.setOptionalParameters(new OptionalParameter.Message_payload(new byte[] {(byte) 0xD1}));

        assertThat(deliver(sm).userData().body().hex()).isEqualTo("D1");
    }

    @Test
    void latin_letters_become_those_of_the_gsm_alphabet() {
        SubmitSm sm =
                message(
                        0x03,
                        OctetString.of("\u00e4{".getBytes(StandardCharsets.ISO_8859_1)).hex());

        assertThat(deliver(sm).userData().text()).hasValue("\u00e4{");
    }

    @Test
    void a_name_may_be_the_sender() {
        SubmitSm sm = message(0x04, "AA");
        sm.setSourceAddrTon((byte) 5);
        sm.setSourceAddr("Reveille");

        assertThat(deliver(sm).originator().typeOfNumber()).isEqualTo(TypeOfNumber.ALPHANUMERIC);
    }

    private static SmsDeliver deliver(SubmitSm sm) {
        return FromClient.deliver(sm, FromModem.now());
    }

    private static SubmitSm message(int coding, String hex) {
        SubmitSm sm = new SubmitSm();
        sm.setSourceAddrTon((byte) 1);
        sm.setSourceAddrNpi((byte) 1);
        sm.setSourceAddr("491700000001");
        sm.setDestAddress("4915112345678");
        sm.setDataCoding((byte) coding);
        sm.setShortMessage(OctetString.fromHex(hex).toArray());
        return sm;
    }
}
