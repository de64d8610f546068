/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.gateway.modem.internal.at.PduLine;
import io.reveille.sms.Address;
import io.reveille.sms.Alphabet;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.SmsStatusReport;
import io.reveille.sms.Tpdu;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextMessagesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IRA|+CMGR: \"REC UNREAD\",\"+491700000001\",,\"26/11/01,12:00:00+04\"",
                "IRA|+CMGR: \"REC READ\",\"+491700000001\",\"\",\"26/11/01,12:00:00+04\",145,4,0,0,\"+4917\",145,5",
                "IRA|+CMGR: \"REC READ\",\"491700000001\",\"26/11/01,12:00:00+04\",145,4,0,0,\"+4917\",145,5",
                "IRA|+CMGR:\"REC READ\",\"+491700000001\",,26/11/01,12:00:00+04",
                "IRA|+CMT: \"+491700000001\",\"Meter\",\"26/11/01,12:00:00+04\"",
                "GSM|+CMT: \"+491700000001\",,\"2026/11/01,12:00:00+04\",145,36,0,0,\"+4917\",145,5",
                "UCS2|+CMGR: \"REC READ\",\"+491700000001\",,\"26/11/01,12:00:00+04\",145,4,0,0,\"+4917\",145,5",
                "UCS2|+CMGR: \"REC READ\",\"002B003400390031003700300030003000300030003000300031\",,\"26/11/01,12:00:00+04\""
            })
    void headers_are_read_as_makers_write_them(TextCharset charset, String header) {
        String body = charset == TextCharset.UCS2 ? "00680065006C006C006F" : "hello";

        SmsDeliver message = (SmsDeliver) decode(charset, header, body).get();

        assertThat(message.originator()).isEqualTo(Address.international("+491700000001"));
        assertThat(message.userData().text()).hasValue("hello");
        assertThat(message.userData().alphabet()).isEqualTo(Alphabet.GSM7);
        assertThat(message.timestamp().dateTime().get()).hasToString("2026-11-01T12:00+01:00");
    }

    @Test
    void digits_that_could_be_unicode_are_a_number_where_no_number_comes_of_it() {
        SmsDeliver message =
                (SmsDeliver)
                        decode(
                                        TextCharset.UCS2,
                                        "+CMGR: \"REC READ\",\"0049170000000001\",,\"26/11/01,12:00:00+04\"",
                                        "0041")
                                .get();

        assertThat(message.originator().digits()).isEqualTo("0049170000000001");
    }

    @Test
    void octets_without_their_coding_are_told_by_how_they_begin() {
        SmsDeliver message =
                (SmsDeliver)
                        decode(
                                        TextCharset.IRA,
                                        "+CMGR: \"REC READ\",\"+491700000001\",,\"26/11/01,12:00:00+04\"",
                                        "0605043E803E81D10001")
                                .get();

        assertThat(message.userData().body().hex()).isEqualToIgnoringCase("D10001");
        assertThat(message.userData().header().get().ports()).isPresent();
    }

    @Test
    void octets_whose_header_the_modem_has_dropped_are_octets() {
        SmsDeliver message =
                (SmsDeliver)
                        decode(
                                        TextCharset.IRA,
                                        "+CMGR: \"REC READ\",\"+491700000001\",,\"26/11/01,12:00:00+04\",145,68,0,4,\"+4917\",145,3",
                                        "D10001")
                                .get();

        assertThat(message.userData().body().hex()).isEqualToIgnoringCase("D10001");
        assertThat(message.userData().header()).isEmpty();
    }

    @Test
    void a_zone_that_cannot_be_makes_no_time_and_harms_nothing_else() {
        SmsDeliver message =
                (SmsDeliver)
                        decode(
                                        TextCharset.IRA,
                                        "+CMGR: \"REC READ\",\"+525536357992\",,\"24/08/15,13:54:44+104\"",
                                        "HELLO")
                                .get();

        assertThat(message.timestamp().dateTime()).isEmpty();
        assertThat(message.userData().text()).hasValue("HELLO");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+CDS: 6,17,\"+491700000009\",145,\"26/11/01,12:00:00+04\",\"26/11/01,12:00:09+04\",70",
                "+CMGR: \"REC UNREAD\",6,17,\"+491700000009\",145,\"26/11/01,12:00:00+04\",\"26/11/01,12:00:09+04\",70"
            })
    void a_status_report_has_no_text(String header) {
        SmsStatusReport report = (SmsStatusReport) decode(TextCharset.IRA, header, "").get();

        assertThat(report.messageReference()).isEqualTo(17);
        assertThat(report.recipient()).isEqualTo(Address.international("+491700000009"));
        assertThat(report.status().octet()).isEqualTo(0x46);
    }

    @Property
    void anything_is_a_message_or_none(
            @ForAll TextCharset charset,
            @ForAll @StringLength(max = 120) @CharRange(from = ' ', to = '~') String values,
            @ForAll @StringLength(max = 400) @CharRange(to = '\u00FF') String body) {
        for (String name : new String[] {"+CMGR: ", "+CMT: ", "+CDS: ", "+CMGR: \"REC READ\","}) {
            assertThat(decode(charset, name + values, body)).isNotNull();
        }
    }

    @Property
    void any_numbers_in_a_header_are_a_message_or_none(
            @ForAll TextCharset charset,
            @ForAll short type,
            @ForAll short flags,
            @ForAll short pid,
            @ForAll short dcs,
            @ForAll short length,
            @ForAll @StringLength(max = 30) @CharRange(from = '*', to = 'f') String sender,
            @ForAll @StringLength(max = 330) @CharRange(from = '0', to = '9') String body) {
        String header =
                "+CMT: \"%s\",,\"26/11/01,12:00:00+04\",%d,%d,%d,%d,\"+4917\",145,%d"
                        .formatted(sender, type, flags, pid, dcs, length);

        assertThat(decode(charset, header, body)).isPresent();
    }

    private static Optional<Tpdu> decode(TextCharset charset, String header, String body) {
        return new TextMessages(charset).decode(new PduLine(header, body));
    }
}
