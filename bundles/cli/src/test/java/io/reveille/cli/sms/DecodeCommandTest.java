/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.sms;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodeCommandTest {
    private static final String DELIVER =
            "07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37";
    private static final String SUBMIT = "0011000B916407281553F80000AA0AE8329BFD4697D9EC37";
    private static final String PORTS =
            "00" // no SMSC
                    + "44" // SMS-DELIVER, no more messages, header
                    + "0D91945111325476F8" // TP-OA: +4915112345678
                    + "00F6" // TP-PID, TP-DCS: 8-bit, class 2
                    + "62111021436569" // TP-SCTS: 2026-11-01 12:34:56 -04:00
                    + "11" // TP-UDL
                    + "0D" // TP-UDHL
                    + "05043E803E81" // ports 16000 and 16001
                    + "00032A0201" // reference 42, part 1 of 2
                    + "7000" // something unknown
                    + "D10102";

    @Test
    void a_deliver_is_one_object() {
        Run run = Run.decode("", DELIVER);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .isEqualTo(
                        "{\"type\":\"SMS-DELIVER\",\"smsc\":\"+27381000015\","
                                + "\"address\":\"27838890001\",\"addressType\":200,"
                                + "\"timestamp\":\"1999-03-29T15:16:59+02:00\",\"pid\":0,\"dcs\":0,"
                                + "\"alphabet\":\"GSM7\",\"messageClass\":null,\"udh\":[],"
                                + "\"concat\":null,\"ports\":null,\"text\":\"hellohello\"}\n");
    }

    @Test
    void a_submit_has_what_a_submit_has() {
        JsonObject submit = Run.decode("", SUBMIT).object();

        assertThat(submit)
                .isEqualTo(
                        JsonParser.parseString(
                                """
                                {"type":"SMS-SUBMIT","smsc":null,"address":"+46708251358",
                                 "pid":0,"dcs":0,"alphabet":"GSM7","messageClass":null,"udh":[],
                                 "concat":null,"ports":null,"text":"hellohello",
                                 "messageReference":0,"validity":"PT96H"}"""));
    }

    @Test
    void octets_have_data_and_a_header_its_elements_in_order() {
        JsonObject deliver = Run.decode("", PORTS).object();

        assertThat(deliver)
                .isEqualTo(
                        JsonParser.parseString(
                                """
                                {"type":"SMS-DELIVER","smsc":null,"address":"+4915112345678",
                                 "timestamp":"2026-11-01T12:34:56-04:00","pid":0,"dcs":246,
                                 "alphabet":"8BIT","messageClass":2,
                                 "udh":[{"iei":5,"hex":"3E803E81"},{"iei":0,"hex":"2A0201"},
                                        {"iei":112,"hex":""}],
                                 "concat":{"ref":42,"total":2,"seq":1},
                                 "ports":{"dst":16000,"src":16001},"data":"D10102"}"""));
    }

    @Test
    void a_status_report_is_told_apart_by_its_type_bits() {
        JsonObject report =
                Run.decode("", "00062A0D91945111325476F8621110214365406211102143754000").object();

        assertThat(report)
                .isEqualTo(
                        JsonParser.parseString(
                                """
                                {"type":"SMS-STATUS-REPORT","smsc":null,"address":"+4915112345678",
                                 "timestamp":"2026-11-01T12:34:56+01:00","pid":null,"dcs":null,
                                 "alphabet":null,"messageClass":null,"udh":[],"concat":null,
                                 "ports":null,"messageReference":42,
                                 "dischargeTime":"2026-11-01T12:34:57+01:00","status":0}"""));
    }

    @ParameterizedTest
    @CsvSource({"mt, SMS-SUBMIT-REPORT", "MO, SMS-DELIVER-REPORT"})
    void the_direction_tells_reports_from_messages(String direction, String type) {
        String hex = type.equals("SMS-DELIVER-REPORT") ? "000000" : "0001C20462111021436540024835";

        Run run = Run.decode("", "--direction", direction, hex);

        assertThat(run.object().get("type").getAsString()).isEqualTo(type);
    }

    @Test
    void a_time_that_is_none_is_null() {
        JsonObject deliver =
                Run.decode("", "00040081000400000000000000 01AB".replace(" ", "")).object();

        assertThat(deliver.get("timestamp").isJsonNull()).isTrue();
        assertThat(deliver.get("timestampHex").getAsString()).isEqualTo("00000000000000");
    }

    @Test
    void text_is_printed_as_it_is() {
        JsonObject deliver =
                Run.decode("", "0004008100086211102143654006 00E4D83DDC4B".replace(" ", ""))
                        .object();

        assertThat(deliver.get("text").getAsString()).isEqualTo("ä\uD83D\uDC4B");
        assertThat(deliver.has("data")).isFalse();
    }

    @Test
    void text_that_does_not_give_its_octets_back_has_them_beside_it() {
        JsonObject deliver =
                Run.decode("", "0004008100086211102143654003 00E4D8".replace(" ", "")).object();

        assertThat(deliver.get("text").getAsString()).isEqualTo("ä\uFFFD");
        assertThat(deliver.get("data").getAsString()).isEqualTo("00E4D8");
    }

    @Test
    void lines_of_standard_input_are_decoded_in_order() {
        Run run =
                Run.decode(
                        "\n"
                                + DELIVER
                                + "\r\n\n  "
                                + SUBMIT.toLowerCase(java.util.Locale.ROOT)
                                + " ");

        assertThat(run.exitCode()).isZero();
        assertThat(run.lines()).hasSize(2);
        assertThat(run.object(0).get("type").getAsString()).isEqualTo("SMS-DELIVER");
        assertThat(run.object(1).get("type").getAsString()).isEqualTo("SMS-SUBMIT");
    }

    @Test
    void what_cannot_be_decoded_is_an_error_in_its_place() {
        Run run = Run.decode("00041\n" + DELIVER + "\n000415\n0G\n");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines()).hasSize(4);
        assertThat(run.lines().get(2))
                .isEqualTo(
                        "{\"error\":{\"field\":\"SMS-DELIVER.TP-OA.length\",\"offset\":2,"
                                + "\"reason\":\"21 digits; at most 20 fit\"}}");
        assertThat(run.object(1).has("error")).isFalse();
        assertThat(run.object(3).getAsJsonObject("error").get("field").getAsString())
                .isEqualTo("hex");
        assertThat(run.err().lines())
                .containsExactly(
                        "reveille: 3 of 4 PDUs could not be decoded; \"error\" in the output says"
                                + " where and why");
    }

    @Test
    void a_line_without_end_is_an_error_and_costs_no_memory() {
        Run run = Run.decode("0".repeat(10_000_000) + "\n" + DELIVER);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines()).hasSize(2);
        assertThat(run.object(0).has("error")).isTrue();
        assertThat(run.object(1).has("error")).isFalse();
    }

    @Test
    void nothing_gives_nothing() {
        assertThat(Run.decode("")).isEqualTo(new Run(0, "", ""));
    }

    @Test
    void wrong_usage_is_told_in_one_line() {
        Run run = Run.decode("", "--direction", "up");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("--direction").contains("[MT, MO]");
    }
}
