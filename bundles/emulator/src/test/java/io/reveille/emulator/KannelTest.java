/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.sms.Address;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.SmsSubmit;
import io.reveille.sms.UserData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Kannel, which drives the emulated modem by AT commands, and the centre by SMPP. */
@EnabledOnOs(OS.LINUX)
class KannelTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NUMBER = "4915112345678";

    @TempDir Path directory;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    @Test
    void kannel_sends_octets_with_a_header_through_the_centre_to_a_modem() throws Exception {
        // given
        SmsCentre centre =
                opened(
                        SmsCentre.start(
                                SmsCentreOptions.of(SmppAccount.of("kannel", "s3cret"))
                                        .withPorts(0, 0)));
        ModemEmulator modem = modem("tcp:127.0.0.1:0", centre);
        kannel(
                "smsc = smpp",
                "host = 127.0.0.1",
                "port = " + centre.smpp().getPort(),
                "transceiver-mode = true",
                "smsc-username = kannel",
                "smsc-password = s3cret",
                "system-type = none",
                "source-addr-ton = 1",
                "source-addr-npi = 1",
                "dest-addr-ton = 1",
                "dest-addr-npi = 1");
        // when
        send(
                "to="
                        + NUMBER
                        + "&from=491700000001&coding=1&udh=%06%05%04%3E%80%3E%81&text=%D1%01%00%FF");
        // then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(modem.stored("SM")).isEqualTo(1));
        try (AtTerminal terminal = new AtTerminal(modem.address())) {
            assertThat(terminal.ask("AT+CMGF=0")).last().isEqualTo("OK");
            assertThat(terminal.ask("AT+CMGR=1").get(1))
                    .endsWith("0B" + "0605043E803E81" + "D10100FF");
        }
    }

    @Test
    void kannel_drives_a_modem_by_at_commands() throws Exception {
        // given
        ModemEmulator modem =
                opened(
                        ModemEmulator.start(
                                ModemEmulatorOptions.of(Subscriber.of("+" + NUMBER))
                                        .withLine("pty:" + directory.resolve("port"))));
        kannel(
                "smsc = at",
                "modemtype = auto",
                "device = " + directory.resolve("port"),
                "speed = 115200",
                "my-number = " + NUMBER);
        // when
        send("to=4930123456&from=" + NUMBER + "&text=hello+modem");
        // then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(modem.sent()).hasSize(1));
        SmsSubmit sent = modem.sent().get(0);
        assertThat(sent.userData()).isEqualTo(UserData.gsm7("hello modem"));
        assertThat(sent.coding()).isEqualTo(DataCodingScheme.GSM7);
        assertThat(sent.destination())
                .isIn(Address.parse("4930123456"), Address.parse("+4930123456"));
    }

    /** Starts both of Kannel's boxes. */
    private void kannel(String... smsc) throws IOException {
        String bearerbox = ForeignProgram.find("bearerbox", "kannel");
        String smsbox = ForeignProgram.find("smsbox", "kannel");
        for (int i = 0; i < 3; i++) {
            try (ServerSocket free = new ServerSocket(0)) {
                ports.add(free.getLocalPort());
            }
        }
        List<String> lines =
                new ArrayList<>(
                        List.of(
                                "group = core",
                                "admin-port = " + ports.get(0),
                                "admin-password = unused",
                                "admin-interface = 127.0.0.1",
                                "smsbox-port = " + ports.get(1),
                                "smsbox-interface = 127.0.0.1",
                                "",
                                "group = smsc"));
        lines.addAll(List.of(smsc));
        lines.addAll(
                List.of(
                        "",
                        "group = modems",
                        "id = generic",
                        "name = Generic",
                        "detect-string = Reveille",
                        "init-string = \"AT+CNMI=2,1,0,0,0\"",
                        "",
                        "group = smsbox",
                        "bearerbox-host = 127.0.0.1",
                        "bearerbox-port = " + ports.get(1),
                        "sendsms-port = " + ports.get(2),
                        "sendsms-interface = 127.0.0.1",
                        "",
                        "group = sendsms-user",
                        "username = test",
                        "password = test",
                        "concatenation = false"));
        String configuration = Files.write(directory.resolve("kannel.conf"), lines).toString();
        opened(ForeignProgram.start(directory, bearerbox, configuration));
        await().atMost(PATIENCE).until(() -> isOpen(ports.get(1)));
        opened(ForeignProgram.start(directory, smsbox, configuration));
        await().atMost(PATIENCE).until(() -> isOpen(ports.get(2)));
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private void send(String query) throws Exception {
        URI uri =
                URI.create(
                        "http://127.0.0.1:"
                                + ports.get(2)
                                + "/cgi-bin/sendsms?username=test&password=test&"
                                + query);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                HttpClient.newHttpClient()
                                                        .send(
                                                                HttpRequest.newBuilder(uri).build(),
                                                                BodyHandlers.ofString())
                                                        .statusCode())
                                        .isEqualTo(202));
    }

    private ModemEmulator modem(String line, SmsCentre centre) throws IOException {
        ModemEmulator modem =
                opened(
                        ModemEmulator.start(
                                ModemEmulatorOptions.of(Subscriber.of("+" + NUMBER))
                                        .withLine(line)
                                        .withCentre(centre.radio())));
        await().atMost(PATIENCE).until(modem::isRegistered);
        return modem;
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
