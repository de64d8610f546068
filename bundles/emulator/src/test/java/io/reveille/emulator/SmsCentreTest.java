/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reveille.sms.Address;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.OctetString;
import io.reveille.sms.Pdu;
import io.reveille.sms.PduCodec;
import io.reveille.sms.SmsSubmit;
import io.reveille.sms.TpduCodec;
import io.reveille.sms.UserData;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.NegativeResponseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmsCentreTest {
    private static final String NUMBER = "4915112345678";
    private static final SmppAccount ACCOUNT = SmppAccount.of("reveille", "s3cret");

    // 06 05 04: application ports; 3E80 = 16000 to, 3E81 = 16001 from; then the payload
    private static final OctetString PORTS_AND_PAYLOAD =
            OctetString.fromHex("0605043E803E81" + "D10100FF7F80001A1B0D0A");

    private final List<AutoCloseable> opened = new ArrayList<>();

    @Test
    void octets_with_a_header_reach_the_modem_octet_for_octet() throws Exception {
        // given
        SmsCentre centre = centre(options());
        ModemEmulator modem = modem(centre, "+" + NUMBER);
        AtTerminal terminal = pduMode(modem);
        SmppClient client = client(centre);
        // when
        client.submitBinary(NUMBER, PORTS_AND_PAYLOAD, 0, "");
        // then
        assertThat(terminal.await("+CMTI")).isEqualTo("+CMTI: \"SM\",1");
        List<String> message = terminal.ask("AT+CMGR=1");
        assertThat(message).hasSize(3).last().isEqualTo("OK");
        // service centre | UDHI, no more messages | sender | PID 00 | DCS 04
        assertThat(message.get(1))
                .startsWith("0791947101670000" + "44" + "0C91947100000010" + "00" + "04")
                .endsWith("12" + PORTS_AND_PAYLOAD.hex());
    }

    @Test
    void ports_given_as_parameters_become_a_header() throws Exception {
        // given
        SmsCentre centre = centre(options());
        AtTerminal terminal = pduMode(modem(centre, "+" + NUMBER));
        SmppClient client = client(centre);
        // when
        client.submit(
                NUMBER,
                0,
                4,
                0,
                "",
                new byte[] {(byte) 0xD1},
                new OptionalParameter.Destination_port((short) 16_000),
                new OptionalParameter.Source_port((short) 16_001));
        // then
        terminal.await("+CMTI");
        assertThat(terminal.ask("AT+CMGR=1").get(1)).endsWith("08" + "0605043E803E81" + "D1");
    }

    @Test
    void text_is_packed_into_septets() throws Exception {
        // given
        SmsCentre centre = centre(options());
        AtTerminal terminal = pduMode(modem(centre, "+" + NUMBER));
        SmppClient client = client(centre);
        // when
        client.submit(NUMBER, 0, 0, 0, "", "hello".getBytes(StandardCharsets.US_ASCII));
        // then
        terminal.await("+CMTI");
        assertThat(terminal.ask("AT+CMGR=1").get(1)).endsWith("05" + "E8329BFD06");
    }

    @Test
    void a_message_waits_for_a_modem_that_is_absent() throws Exception {
        // given
        SmsCentre centre = centre(options());
        SmppClient client = client(centre);
        client.submitBinary(NUMBER, PORTS_AND_PAYLOAD, 0, "");
        assertThat(centre.waiting()).isEqualTo(1);
        // when
        AtTerminal terminal = pduMode(modem(centre, "+" + NUMBER));
        // then
        await().untilAsserted(() -> assertThat(centre.waiting()).isZero());
        assertThat(terminal.ask("AT+CMGL=4")).hasSize(3);
    }

    @Test
    void a_message_that_expires_is_reported_so() throws Exception {
        // given
        SmsCentre centre = centre(options());
        SmppClient client = client(centre);
        // when: one second of validity
        String id = client.submitBinary(NUMBER, PORTS_AND_PAYLOAD, 1, "000000000001000R");
        // then
        await().untilAsserted(() -> assertThat(client.received()).hasSize(1));
        DeliverSm receipt = client.received().get(0);
        assertThat(receipt.isSmscDeliveryReceipt()).isTrue();
        assertThat(receipt.getShortMessageAsDeliveryReceipt().getId()).isEqualTo(id);
        assertThat(receipt.getShortMessageAsDeliveryReceipt().getFinalStatus())
                .hasToString("EXPIRED");
        assertThat(centre.waiting()).isZero();
    }

    @Test
    void a_delivery_is_reported_where_that_was_asked_for() throws Exception {
        // given
        SmsCentre centre = centre(options());
        modem(centre, "+" + NUMBER);
        SmppClient client = client(centre);
        // when
        client.submitBinary(NUMBER, PORTS_AND_PAYLOAD, 0, "");
        String id = client.submitBinary(NUMBER, PORTS_AND_PAYLOAD, 1, "");
        // then
        await().untilAsserted(() -> assertThat(client.received()).hasSize(1));
        DeliverSm receipt = client.received().get(0);
        assertThat(receipt.getShortMessageAsDeliveryReceipt().getId()).isEqualTo(id);
        assertThat(receipt.getShortMessageAsDeliveryReceipt().getFinalStatus())
                .hasToString("DELIVRD");
        assertThat(receipt.getSourceAddr()).isEqualTo(NUMBER);
        assertThat(receipt.getDestAddress()).isEqualTo(SmppClient.SENDER);
    }

    @Test
    void a_modem_without_room_gets_the_message_once_it_has_some() throws Exception {
        // given
        SmsCentre centre = centre(options().withRetry(Duration.ofMinutes(5)));
        ModemEmulator modem = modem(centre, "+" + NUMBER);
        AtTerminal terminal = pduMode(modem);
        SmppClient client = client(centre);
        client.submitBinary(NUMBER, PORTS_AND_PAYLOAD, 0, "");
        terminal.await("+CMTI");
        modem.faults().memoryFull(true);
        client.submitBinary(NUMBER, OctetString.fromHex("0605043E803E81" + "D2"), 0, "");
        // when
        modem.faults().memoryFull(false);
        // then
        assertThat(terminal.await("+CMTI")).isEqualTo("+CMTI: \"SM\",2");
        assertThat(terminal.ask("AT+CMGR=2").get(1)).endsWith("D2");
    }

    @Test
    void a_message_from_a_modem_reaches_the_client() throws Exception {
        // given
        SmsCentre centre = centre(options());
        AtTerminal terminal = pduMode(modem(centre, "+" + NUMBER));
        SmppClient client = client(centre);
        // when
        List<String> answer = send(terminal, "+4930123", UserData.gsm7("gone"));
        // then
        assertThat(answer).containsExactly("+CMGS: 0", "OK");
        await().untilAsserted(() -> assertThat(client.received()).hasSize(1));
        assertThat(
                        new String(
                                client.received().get(0).getShortMessage(),
                                StandardCharsets.US_ASCII))
                .isEqualTo("gone");
        assertThat(client.received().get(0).getSourceAddr()).isEqualTo(NUMBER);
    }

    @Test
    void a_message_from_a_modem_reaches_another_modem() throws Exception {
        // given
        SmsCentre centre = centre(options());
        AtTerminal from = pduMode(modem(centre, "+4915100000001"));
        AtTerminal to = pduMode(modem(centre, "+4915100000002"));
        // when
        send(from, "+4915100000002", UserData.octets(OctetString.fromHex("D1")));
        // then
        to.await("+CMTI");
        assertThat(to.ask("AT+CMGR=1").get(1)).contains("0D91945101000000F1").endsWith("01D1");
    }

    @Test
    void a_wrong_password_is_refused() throws Exception {
        SmsCentre centre = centre(options());

        assertThatThrownBy(() -> new SmppClient(centre.smpp(), "reveille", "wrong").close())
                .isInstanceOf(IOException.class);
    }

    @Test
    void more_than_it_holds_is_refused() throws Exception {
        // given
        SmsCentre centre = centre(options().withCapacity(2));
        SmppClient client = client(centre);
        // when
        client.submitBinary(NUMBER, PORTS_AND_PAYLOAD, 0, "");
        client.submitBinary(NUMBER, PORTS_AND_PAYLOAD, 0, "");
        // then
        assertThatThrownBy(() -> client.submitBinary(NUMBER, PORTS_AND_PAYLOAD, 0, ""))
                .isInstanceOf(NegativeResponseException.class)
                .hasMessageContaining("14"); // ESME_RMSGQFUL
    }

    @Test
    void losses_and_duplicates_are_the_same_for_the_same_seed() throws Exception {
        RadioConditions bad = new RadioConditions(Duration.ZERO, Duration.ZERO, 0.4, 0.4, 0);

        List<String> first = arrived(bad, 7);
        List<String> again = arrived(bad, 7);
        List<String> other = arrived(bad, 8);

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void messages_overtake_each_other_where_they_are_reordered() throws Exception {
        RadioConditions bad = new RadioConditions(Duration.ZERO, Duration.ZERO, 0, 0, 0.5);

        List<String> arrived = arrived(bad, 7);

        assertThat(arrived)
                .hasSize(12)
                .doesNotHaveDuplicates()
                .isNotEqualTo(arrived.stream().sorted().toList());
    }

    /** The last octets of twelve numbered messages, in the order of their arrival. */
    private List<String> arrived(RadioConditions conditions, long seed) throws Exception {
        SmsCentre centre = centre(options().withConditions(conditions, seed));
        AtTerminal terminal = pduMode(modem(centre, "+" + NUMBER));
        SmppClient client = client(centre);
        for (int i = 0; i < 12; i++) {
            client.submit(NUMBER, 0, 4, 0, "", new byte[] {(byte) i});
        }
        await().untilAsserted(() -> assertThat(centre.waiting()).isZero());
        return terminal.ask("AT+CMGL=4").stream()
                .filter(line -> line.startsWith("07"))
                .map(line -> line.substring(line.length() - 2))
                .toList();
    }

    @Test
    void a_pdu_beyond_all_bounds_ends_that_session_only() throws Exception {
        // given
        SmsCentre centre = centre(options());
        SmppClient client = client(centre);
        // when
        try (Socket hostile = new Socket(centre.smpp().getAddress(), centre.smpp().getPort());
                InputStream in = hostile.getInputStream()) {
            hostile.setSoTimeout(10_000);
            hostile.getOutputStream()
                    .write(OctetString.fromHex("7FFFFFFF000000090000000000000001").toArray());
            // then
            assertThat(in.readAllBytes().length).isLessThan(100);
        }
        assertThat(client.submitBinary(NUMBER, PORTS_AND_PAYLOAD, 0, "")).isNotEmpty();
    }

    @Test
    void what_is_no_modem_is_hung_up_on() throws Exception {
        SmsCentre centre = centre(options());

        try (Socket stranger = new Socket(centre.radio().getAddress(), centre.radio().getPort())) {
            stranger.setSoTimeout(10_000);
            stranger.getOutputStream()
                    .write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(stranger.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static SmsCentreOptions options() {
        return SmsCentreOptions.of(ACCOUNT).withPorts(0, 0).withRetry(Duration.ofMillis(100));
    }

    private SmsCentre centre(SmsCentreOptions options) throws IOException {
        return opened(SmsCentre.start(options));
    }

    private ModemEmulator modem(SmsCentre centre, String number) throws IOException {
        ModemEmulator modem =
                opened(
                        ModemEmulator.start(
                                ModemEmulatorOptions.of(Subscriber.of(number))
                                        .withLine("tcp:127.0.0.1:0")
                                        .withCentre(centre.radio())));
        await().untilAsserted(() -> assertThat(modem.isRegistered()).isTrue());
        return modem;
    }

    private AtTerminal pduMode(ModemEmulator modem) throws Exception {
        AtTerminal terminal = opened(new AtTerminal(modem.address()));
        assertThat(terminal.ask("ATE0")).containsExactly("OK");
        assertThat(terminal.ask("AT+CMGF=0;+CNMI=2,1,0,0,0")).containsExactly("OK");
        return terminal;
    }

    private SmppClient client(SmsCentre centre) throws IOException {
        return opened(new SmppClient(centre.smpp(), ACCOUNT.systemId(), "s3cret"));
    }

    private static List<String> send(AtTerminal terminal, String to, UserData data)
            throws Exception {
        SmsSubmit sms = SmsSubmit.of(Address.parse(to), DataCodingScheme.of(data.alphabet()), data);
        String pdu = PduCodec.encodeHex(new Pdu(Optional.empty(), sms));
        assertThat(terminal.ask("AT+CMGS=" + TpduCodec.encode(sms).length)).containsExactly(">");
        terminal.type(pdu + "\u001A");
        List<String> answer = new ArrayList<>();
        answer.add(terminal.await("+CM"));
        answer.add(terminal.next());
        return answer;
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
