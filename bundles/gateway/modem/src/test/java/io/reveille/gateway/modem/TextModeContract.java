/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.sms.Address;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.DeliveryStatus;
import io.reveille.sms.OctetString;
import io.reveille.sms.ReportFields;
import io.reveille.sms.Segmenter;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.SmsStatusReport;
import io.reveille.sms.SmsSubmit;
import io.reveille.sms.UserData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Modems without PDU mode, and such as are not to use it. */
abstract class TextModeContract extends ModemContract {
    private static final ModemSettings TEXT = BRISK.withQuirks(Map.of("standard.format", "text"));

    @ParameterizedTest
    @CsvSource({
        "text-ucs2,UCS2,'Grüße {5} [€] @_\\ 100 %'",
        "text-ira,IRA,'  plain + simple / {text} = @_ 100 %'",
        "text-gsm,GSM,'Grüße {5} [€] @_£ 100 %'"
    })
    void a_text_is_the_one_that_was_sent(String profile, String charset, String text)
            throws Exception {
        emulate(profile);
        openAndAwaitReady();
        assertThat(modem.health()).contains("in text mode, " + charset);

        SmsDeliver message = Messages.text(text);
        emulator.receive(message);

        awaitShown(text);
        assertThat(inbox.parts()).containsExactly(message);
        await().atMost(Duration.ofSeconds(20)).until(() -> stored() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text-ucs2", "text-ira", "text-gsm"})
    void octets_with_ports_are_those_that_were_sent(String profile) throws Exception {
        emulate(profile);
        openAndAwaitReady();

        SmsDeliver message = Messages.octets(OctetString.fromHex("D1001A1B0D0A3E20".repeat(12)));
        emulator.receive(message);

        await().atMost(Duration.ofSeconds(20)).until(() -> !inbox.parts().isEmpty());
        assertThat(inbox.parts()).containsExactly(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text-ucs2", "text-ira", "text-gsm"})
    void unicode_and_long_texts_are_those_that_were_sent(String profile) throws Exception {
        emulate(profile);
        openAndAwaitReady();
        String unicode = "\u0414\u043E\u0431\u0440\u044B\u0439 \uD83D\uDE00";
        String plain = "0123456789 abcdef ".repeat(20);

        emulator.receive(
                SmsDeliver.of(
                        Messages.SENDER,
                        Messages.at(0),
                        DataCodingScheme.UCS2,
                        UserData.ucs2(unicode)));
        parts(plain).forEach(emulator::receive);

        awaitShown(unicode, plain);
        await().atMost(Duration.ofSeconds(20)).until(() -> stored() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text-ucs2", "text-ira", "text-gsm"})
    void messages_that_were_there_before_are_taken_at_the_start(String profile) throws Exception {
        emulate(profile);
        List<SmsDeliver> messages =
                List.of(
                        Messages.text("one"),
                        Messages.octets((byte) 0xD1, (byte) 2),
                        Messages.text("three\nlines\nhere", 3));
        messages.forEach(emulator::receive);

        openAndAwaitReady();

        await().atMost(Duration.ofSeconds(20)).until(() -> inbox.parts().size() == 3);
        assertThat(inbox.parts()).containsExactlyInAnyOrderElementsOf(messages);
        await().atMost(Duration.ofSeconds(20)).until(() -> stored() == 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nOK\r\n^SYSSTART",
                "a\r\n\r\nERROR\r\n+CMGR: \"REC READ\",\"+1\",,\"26/01/01,00:00:00+00\"\r\nb",
                "\r\n+CMTI: \"SM\",7\r\nRDY",
                "OK"
            })
    void a_text_that_looks_like_the_modems_own_lines_does_no_harm(String hostile) throws Exception {
        emulate("text-ira");
        openAndAwaitReady();

        emulator.receive(Messages.text(hostile));
        emulator.receive(Messages.text("harmless", 1));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(inbox.texts()).contains("harmless").hasSize(2));
        await().atMost(Duration.ofSeconds(20)).until(() -> stored() == 0);
        assertThat(modem.state()).isEqualTo(ModemState.READY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text-ucs2", "text-ira", "text-gsm"})
    void an_unasked_line_between_header_and_octets_is_no_part_of_them(String profile)
            throws Exception {
        emulate(profile);
        openAndAwaitReady();
        emulator.faults().interruptNextAnswer("+CREG: 1,\"51A0\",\"01A2B3C4\"");

        SmsDeliver message = Messages.octets((byte) 0xD1, (byte) 0, (byte) 0x1A);
        emulator.receive(message);

        await().atMost(Duration.ofSeconds(20)).until(() -> !inbox.parts().isEmpty());
        assertThat(inbox.parts()).containsExactly(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "generic",
                "huawei",
                "quectel",
                "simcom",
                "telit",
                "ublox",
                "zte",
                "cinterion",
                "sierra",
                "awkward"
            })
    void any_modem_can_be_told_to_use_text_mode(String profile) throws Exception {
        emulate(profile);
        open(TEXT);
        awaitState(ModemState.READY);

        SmsDeliver octets = Messages.octets((byte) 0xD1, (byte) 0, (byte) 0x1A);
        SmsDeliver text = Messages.text("some text", 1);
        emulator.receive(octets);
        emulator.receive(text);

        await().atMost(Duration.ofSeconds(20)).until(() -> inbox.parts().size() == 2);
        assertThat(inbox.parts()).containsExactlyInAnyOrder(octets, text);
        await().atMost(Duration.ofSeconds(20)).until(() -> stored() == 0);
        assertThat(modem.health()).contains("in text mode");
    }

    @Test
    void a_sender_with_a_name_has_it() throws Exception {
        emulate("text-ucs2");
        openAndAwaitReady();

        SmsDeliver message =
                SmsDeliver.of(
                        Address.alphanumeric("Post 24"),
                        Messages.at(0),
                        DataCodingScheme.GSM7,
                        UserData.gsm7("hello"));
        emulator.receive(message);

        awaitShown("hello");
        assertThat(inbox.parts().get(0).originator().toString()).isEqualTo("Post 24");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text-ucs2", "text-ira", "text-gsm"})
    void messages_are_sent_as_they_are(String profile) throws Exception {
        emulate(profile);
        openAndAwaitReady();
        Address to = Address.international("+491700000009");
        UserData ports = Messages.octets((byte) 0xD1, (byte) 0x1A, (byte) 0x0D).userData();

        send(SmsSubmit.of(to, DataCodingScheme.GSM7, UserData.gsm7("plain text")));
        send(SmsSubmit.of(to, DataCodingScheme.UCS2, UserData.ucs2("\u0414\u0430")));
        send(SmsSubmit.of(to, DataCodingScheme.OCTETS, ports));
        send(SmsSubmit.of(to, DataCodingScheme.GSM7, UserData.gsm7("[\u20AC]")));

        assertThat(emulator.sent())
                .extracting(SmsSubmit::userData)
                .startsWith(UserData.gsm7("plain text"), UserData.ucs2("\u0414\u0430"), ports);
        assertThat(emulator.sent().get(3).userData().text()).hasValue("[\u20AC]");
        assertThat(emulator.sent()).extracting(SmsSubmit::destination).containsOnly(to);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text-ucs2", "text-ira", "text-gsm"})
    void a_report_tells_what_became_of_a_message(String profile) throws Exception {
        emulate(profile);
        openAndAwaitReady();
        List<SmsFate> news = new CopyOnWriteArrayList<>();
        Address to = Address.international("+491700000009");

        int reference =
                modem.send(
                                SmsSubmit.of(to, DataCodingScheme.GSM7, UserData.gsm7("wake up")),
                                news::add)
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS)
                        .reference();
        emulator.receive(
                new SmsStatusReport(
                        false,
                        false,
                        false,
                        reference,
                        to,
                        Messages.at(0),
                        Messages.at(9),
                        new DeliveryStatus(0x46),
                        ReportFields.NONE));

        await().atMost(Duration.ofSeconds(20)).until(() -> !news.isEmpty());
        assertThat(emulator.sent().get(0).statusReportRequest()).isTrue();
        assertThat(news.get(0).outcome()).isEqualTo(SmsFate.Outcome.FAILED);
        assertThat(news.get(0).reason()).isEqualTo("its validity has expired");
    }

    private void send(SmsSubmit message) throws Exception {
        var unused = modem.send(message).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static List<SmsDeliver> parts(String text) {
        List<SmsDeliver> parts = new ArrayList<>();
        for (UserData data : new Segmenter(() -> 77, false, Set.of()).split(text)) {
            parts.add(
                    SmsDeliver.of(
                            Messages.SENDER,
                            Messages.at(parts.size()),
                            DataCodingScheme.of(data.alphabet()),
                            data));
        }
        return parts;
    }
}
