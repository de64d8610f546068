/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.sms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodeCommandTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37",
                "0011000B916407281553F80000AA0AE8329BFD4697D9EC37",
                "00A80DD0D2A2B5986432017FF66211100000006903010203",
                "0004008100000000000000000000",
                "00040081000842209200000000 0300E4D8",
                "009DFF05A12143F500006221133295952300",
                "009DFF05A12143F50000FFFFFFFFFFFFFF00",
                "00090000800000423C000000000000",
                "00062A0D91945111325476F8621110214365406211102143754000",
                "006A010281216211102143654062111021436540460700040402 7000FF",
                "00040084 0020 00000000000000 03 AABBCC",
                "004400810004 62111021436500 02 00FF",
                "004400810000 62111021436500 0B 06240101250107 414203",
            })
    void encodes_what_decode_prints(String pdu) {
        String hex = pdu.replace(" ", "");
        Run decoded = Run.decode("", hex);
        assertThat(decoded.exitCode()).isZero();

        Run encoded = Run.encode(decoded.out());

        assertThat(encoded.err()).isEmpty();
        assertThat(encoded.lines()).containsExactly(hex);
        assertThat(encoded.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0000D3017F", "000000", "0042070000 2A0281210402 7000BB", "0000C3060000"})
    void encodes_what_decode_prints_of_messages_from_the_mobile(String pdu) {
        String hex = pdu.replace(" ", "");
        Run decoded = Run.decode("", "--direction", "mo", hex);

        assertThat(decoded.exitCode()).as(decoded.out()).isZero();
        assertThat(Run.encode(decoded.out()).lines()).containsExactly(hex);
    }

    @Test
    void address_and_text_are_enough() {
        Run run =
                Run.encode(
                        "",
                        "{\"type\":\"SMS-SUBMIT\",\"address\":\"+46708251358\","
                                + "\"text\":\"hellohello\"}",
                        "{\"type\":\"SMS-SUBMIT\",\"address\":\"12\",\"text\":\"ж\"}");

        assertThat(run)
                .isEqualTo(
                        new Run(
                                0,
                                "0001000B916407281553F800000AE8329BFD4697D9EC37\n"
                                        + "00010002812100080204 36\n".replace(" ", ""),
                                ""));
    }

    @Test
    void ports_and_concatenation_make_a_header_where_there_is_none() {
        Run run =
                Run.encode(
                        "{\"type\":\"SMS-SUBMIT\",\"address\":\"12\",\"data\":\"D1\","
                                + "\"messageClass\":1,\"ports\":{\"dst\":16000,\"src\":16001},"
                                + "\"concat\":{\"ref\":300,\"total\":2,\"seq\":1},"
                                + "\"validity\":\"PT7M\"}");

        assertThat(run.err()).isEmpty();
        assertThat(run.lines()).containsExactly("0051000281210015010E0C0804012C020105043E803E81D1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    {"type":                                         | is no JSON; give one object a line as 'reveille sms decode' prints it
                    [1]                                              | it is no JSON object
                    {}                                               | type is missing; give SMS-SUBMIT or another
                    {"type":"SMS"}                                   | type 'SMS' is none of SMS-DELIVER, SMS-SUBMIT, SMS-STATUS-REPORT, SMS-DELIVER-REPORT, SMS-SUBMIT-REPORT, SMS-COMMAND
                    {"type":7,"address":"1"}                         | type is no string
                    {"error":{"field":"x"}}                          | error says that this was no PDU; there is nothing to encode
                    {"type":"SMS-SUBMIT"}                            | address is missing; give a number, or a sender's name
                    nonsense                                         | it is no JSON object
                    {"type":"SMS-SUBMIT","address":"+49 151"}        | address is wrong: address digit ' ' at 2 is none of 0-9 * # a b c
                    {"type":"SMS-SUBMIT","address":"0151-12"}        | address is wrong: address digit '-' at 4 is none of 0-9 * # a b c
                    {"type":"SMS-DELIVER","address":"1"}             | timestamp is missing; give an ISO 8601 time with offset
                    {"type":"SMS-DELIVER","address":"1","timestamp":"today"} | timestamp 'today' is no ISO 8601 time with offset
                    {"type":"SMS-SUBMIT","address":"1","dcs":256}    | dcs is '256', no number from 0 to 255
                    {"type":"SMS-SUBMIT","address":"1","dcs":1.5}    | dcs is '1.5', no number from 0 to 255
                    {"type":"SMS-SUBMIT","address":"1","dcs":4,"text":"a"} | text cannot be carried as octets; give data instead
                    {"type":"SMS-SUBMIT","address":"1","dcs":4,"alphabet":"UCS2"} | alphabet says something else than dcs; remove one of them
                    {"type":"SMS-SUBMIT","address":"1","dcs":0,"messageClass":1} | messageClass says something else than dcs; remove one of them
                    {"type":"SMS-SUBMIT","address":"1","alphabet":"LATIN"} | alphabet 'LATIN' is none of GSM7, 8BIT and UCS2
                    {"type":"SMS-SUBMIT","address":"1","alphabet":"GSM7","text":"ж"} | character U+0436 at 0 is not in the 7 bit alphabet
                    {"type":"SMS-SUBMIT","address":"1","data":"1"}   | data is not in hexadecimal
                    {"type":"SMS-SUBMIT","address":"1","udh":[{"iei":5,"hex":"3E803E81"}],"ports":{"dst":1,"src":2}} | ports says something else than udh; remove one of them
                    {"type":"SMS-SUBMIT","address":"1","udh":[{"iei":5}]} | udh[].hex is missing
                    {"type":"SMS-SUBMIT","address":"1","udh":7}      | udh is no JSON array
                    {"type":"SMS-SUBMIT","address":"1","ports":{"dst":70000,"src":2}} | ports.dst is '70000', no number from 0 to 65535
                    {"type":"SMS-SUBMIT","address":"1","validity":"PT"} | validity 'PT' is no ISO 8601 duration up to 63 weeks
                    {"type":"SMS-SUBMIT","address":"1","adress":"1"} | adress is not known here; remove it
                    {"type":"SMS-SUBMIT","address":"1","replyPath":1} | replyPath is neither true nor false
                    """)
    void what_is_wrong_is_told_by_name(String json, String message) {
        Run run = Run.encode(json);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err().strip()).isEqualTo("reveille: object 1: " + message);
    }

    @Test
    void one_wrong_object_does_not_keep_the_others() {
        String right = "{\"type\":\"SMS-SUBMIT\",\"address\":\"12\",\"text\":\"\"}\n";

        Run run = Run.encode(right + "{}\n" + right);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines()).containsExactly("000100028121000000", "000100028121000000");
        assertThat(run.err()).startsWith("reveille: object 2: type is missing");
    }

    @Test
    void deep_nesting_does_no_harm() {
        Run run = Run.encode("[".repeat(60_000));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
    }
}
