/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reveille.sms.OctetString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsmpp.bean.Address;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.MessageState;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceIfPresentFlag;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SubmitMultiResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an SMPP client can ask of the centre besides submit_sm, seen by jsmpp's client. */
class SmsCentreOperationsTest {
    private static final String NUMBER = "4915112345678";
    private static final String OTHER = "4915112345679";
    private static final SmppAccount ACCOUNT = SmppAccount.of("reveille", "s3cret");
    private static final OctetString PORTS_AND_PAYLOAD =
            OctetString.fromHex("0605043E803E81" + "D10100FF");

    private final List<AutoCloseable> opened = new ArrayList<>();
    private SmsCentre centre;
    private SmppClient client;

    @BeforeEach
    void open() throws IOException {
        centre =
                opened(
                        SmsCentre.start(
                                SmsCentreOptions.of(ACCOUNT)
                                        .withPorts(0, 0)
                                        .withRetry(Duration.ofMillis(100))));
        client = opened(new SmppClient(centre.smpp(), ACCOUNT.systemId(), "s3cret"));
    }

    @Test
    void a_query_tells_whether_a_message_has_arrived() throws Exception {
        // given
        String id = client.submitBinary(NUMBER, PORTS_AND_PAYLOAD, 0, "");
        QuerySmResult before = query(id);
        // when
        modem(NUMBER);
        await().untilAsserted(() -> assertThat(centre.waiting()).isZero());
        // then
        QuerySmResult after = query(id);
        assertThat(before.getMessageState()).isEqualTo(MessageState.ENROUTE);
        assertThat(Optional.ofNullable(before.getFinalDate()).orElse("")).isEmpty();
        assertThat(after.getMessageState()).isEqualTo(MessageState.DELIVERED);
        assertThat(after.getFinalDate()).matches("[0-9]{12}000\\+");
    }

    @Test
    void a_query_for_what_was_never_submitted_or_by_another_source_fails() throws Exception {
        String id = client.submitBinary(NUMBER, PORTS_AND_PAYLOAD, 0, "");

        assertThatThrownBy(() -> query("999"))
                .isInstanceOf(NegativeResponseException.class)
                .hasMessageContaining("67"); // ESME_RQUERYFAIL
        assertThatThrownBy(
                        () ->
                                client.session()
                                        .queryShortMessage(
                                                id,
                                                TypeOfNumber.INTERNATIONAL,
                                                NumberingPlanIndicator.ISDN,
                                                "4999"))
                .isInstanceOf(NegativeResponseException.class);
    }

    @Test
    void a_message_on_its_way_is_taken_back_and_a_receipt_says_so() throws Exception {
        // given
        String id = client.submitBinary(NUMBER, PORTS_AND_PAYLOAD, 1, "");
        // when
        cancel(id, NUMBER);
        // then
        assertThat(query(id).getMessageState()).isEqualTo(MessageState.DELETED);
        assertThat(centre.waiting()).isLessThanOrEqualTo(1); // the receipt
        assertThat(statusOf(received(1))).isEqualTo("DELETED");
        assertThatThrownBy(() -> cancel(id, NUMBER))
                .isInstanceOf(NegativeResponseException.class)
                .hasMessageContaining("11"); // ESME_RCANCELFAIL
    }

    @Test
    void a_delayed_message_is_taken_back_before_it_arrives() throws Exception {
        // given
        modem(NUMBER);
        centre.conditions(new RadioConditions(Duration.ofMinutes(5), Duration.ZERO, 0, 0, 0));
        String id = client.submitBinary(NUMBER, PORTS_AND_PAYLOAD, 0, "");
        // when
        cancel(id, NUMBER);
        // then
        assertThat(query(id).getMessageState()).isEqualTo(MessageState.DELETED);
        assertThat(centre.waiting()).isZero();
    }

    @Test
    void all_messages_to_a_number_are_taken_back_by_an_empty_id() throws Exception {
        // given
        String first = client.submitBinary(NUMBER, PORTS_AND_PAYLOAD, 0, "");
        String second = client.submitBinary(NUMBER, PORTS_AND_PAYLOAD, 0, "");
        String other = client.submitBinary(OTHER, PORTS_AND_PAYLOAD, 0, "");
        // when
        cancel("", NUMBER);
        // then
        assertThat(query(first).getMessageState()).isEqualTo(MessageState.DELETED);
        assertThat(query(second).getMessageState()).isEqualTo(MessageState.DELETED);
        assertThat(query(other).getMessageState()).isEqualTo(MessageState.ENROUTE);
    }

    @Test
    void a_data_sm_reaches_the_modem_octet_for_octet() throws Exception {
        // given
        AtTerminal terminal = modem(NUMBER);
        // when
        String id =
                client.session()
                        .dataShortMessage(
                                "",
                                TypeOfNumber.INTERNATIONAL,
                                NumberingPlanIndicator.ISDN,
                                SmppClient.SENDER,
                                TypeOfNumber.INTERNATIONAL,
                                NumberingPlanIndicator.ISDN,
                                NUMBER,
                                new ESMClass(0x40),
                                new RegisteredDelivery(1),
                                new RawDataCoding((byte) 4),
                                new OptionalParameter.Message_payload(PORTS_AND_PAYLOAD.toArray()))
                        .getMessageId();
        // then
        terminal.await("+CMTI");
        assertThat(terminal.ask("AT+CMGR=1").get(1)).endsWith(PORTS_AND_PAYLOAD.hex());
        assertThat(received(1).getShortMessageAsDeliveryReceipt().getId()).isEqualTo(id);
    }

    @Test
    void the_time_to_live_of_a_data_sm_is_its_validity() throws Exception {
        client.session()
                .dataShortMessage(
                        "",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        SmppClient.SENDER,
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        NUMBER,
                        new ESMClass(0),
                        new RegisteredDelivery(2),
                        new RawDataCoding((byte) 4),
                        new OptionalParameter.Message_payload(new byte[] {1}),
                        new OptionalParameter.Qos_time_to_live(1));

        assertThat(statusOf(received(1))).isEqualTo("EXPIRED");
    }

    @Test
    void a_submit_multi_reaches_each_number_and_names_those_that_are_none() throws Exception {
        // given
        AtTerminal one = modem(NUMBER);
        AtTerminal other = modem(OTHER);
        // when
        SubmitMultiResult result =
                client.session()
                        .submitMultiple(
                                "",
                                TypeOfNumber.INTERNATIONAL,
                                NumberingPlanIndicator.ISDN,
                                SmppClient.SENDER,
                                new Address[] {address(NUMBER), address("nobody"), address(OTHER)},
                                new ESMClass(0x40),
                                (byte) 0,
                                (byte) 0,
                                null,
                                null,
                                new RegisteredDelivery(1),
                                ReplaceIfPresentFlag.DEFAULT,
                                new RawDataCoding((byte) 4),
                                (byte) 0,
                                PORTS_AND_PAYLOAD.toArray());
        // then
        one.await("+CMTI");
        other.await("+CMTI");
        assertThat(result.getUnsuccessDeliveries()).hasSize(1);
        assertThat(result.getUnsuccessDeliveries()[0].getDestinationAddress().getAddress())
                .isEqualTo("nobody");
        received(2);
        assertThat(query(result.getMessageId()).getMessageState())
                .isEqualTo(MessageState.DELIVERED);
        assertThat(client.received())
                .extracting(DeliverSm::getSourceAddr)
                .containsExactlyInAnyOrder(NUMBER, OTHER);
    }

    /** 0 never, 1 always, 2 failures, 3 deliveries; 16 adds a notification while it waits. */
    @ParameterizedTest
    @CsvSource({"0, ''", "1, DELIVRD", "2, ''", "3, DELIVRD", "16, ENROUTE", "17, ENROUTE DELIVRD"})
    void of_a_late_delivery_is_told_what_was_asked_for(int registered, String told)
            throws Exception {
        client.submitBinary(NUMBER, PORTS_AND_PAYLOAD, registered, "");
        modem(NUMBER);

        client.submitBinary(NUMBER, PORTS_AND_PAYLOAD, 1, ""); // its receipt ends the wait
        int expected = told.isEmpty() ? 0 : told.split(" ").length;
        received(expected + 1);
        assertThat(
                        client.received().subList(0, expected).stream()
                                .map(SmsCentreOperationsTest::statusOf))
                .containsExactly(told.isEmpty() ? new String[0] : told.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"1, EXPIRED", "2, EXPIRED", "17, ENROUTE EXPIRED", "18, ENROUTE EXPIRED"})
    void of_a_message_that_expires_is_told_what_was_asked_for(int registered, String told)
            throws Exception {
        client.submitBinary(NUMBER, PORTS_AND_PAYLOAD, registered, "000000000001000R");

        String[] all = told.split(" ");
        received(all.length);
        assertThat(client.received().stream().map(SmsCentreOperationsTest::statusOf))
                .containsExactly(all);
        assertThat(client.received().get(all.length - 1).getEsmClass()).isEqualTo((byte) 0x04);
    }

    private static String statusOf(DeliverSm receipt) {
        String text = new String(receipt.getShortMessage(), StandardCharsets.US_ASCII);
        return text.replaceAll(".* stat:([A-Z]+) .*", "$1");
    }

    private DeliverSm received(int count) {
        await().untilAsserted(() -> assertThat(client.received()).hasSize(count));
        return client.received().get(count - 1);
    }

    private QuerySmResult query(String id) throws Exception {
        return client.session()
                .queryShortMessage(
                        id,
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        SmppClient.SENDER);
    }

    private void cancel(String id, String destination) throws Exception {
        client.session()
                .cancelShortMessage(
                        "",
                        id,
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        SmppClient.SENDER,
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        destination);
    }

    private static Address address(String digits) {
        return new Address(TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, digits);
    }

    private AtTerminal modem(String number) throws Exception {
        ModemEmulator modem =
                opened(
                        ModemEmulator.start(
                                ModemEmulatorOptions.of(Subscriber.of("+" + number))
                                        .withLine("tcp:127.0.0.1:0")
                                        .withCentre(centre.radio())));
        await().untilAsserted(() -> assertThat(modem.isRegistered()).isTrue());
        AtTerminal terminal = opened(new AtTerminal(modem.address()));
        assertThat(terminal.ask("ATE0")).containsExactly("OK");
        assertThat(terminal.ask("AT+CMGF=0;+CNMI=2,1,0,0,0")).containsExactly("OK");
        return terminal;
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.add(0, part);
        return part;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : opened) {
            part.close();
        }
    }
}
