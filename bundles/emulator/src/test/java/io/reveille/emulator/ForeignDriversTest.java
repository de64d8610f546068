/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.sms.Address;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.OctetString;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.Timestamp;
import io.reveille.sms.UserData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The emulated modem at a pseudo-terminal, driven by programs that were written for real ones. */
@EnabledOnOs(OS.LINUX)
class ForeignDriversTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path directory;
    private ModemEmulator modem;

    @ParameterizedTest
    @ValueSource(strings = {"generic", "huawei"})
    void gammu_identifies_reads_and_sends(String profile) throws Exception {
        // given
        String gammu = ForeignProgram.find("gammu", "gammu");
        modem(profile);
        Path configuration =
                write("gammurc", "[gammu]", "device = " + port(), "connection = at115200");
        modem.receive(text("hello gammu"));
        // when
        String identity =
                ForeignProgram.run(
                        directory, "", gammu, "-c", configuration.toString(), "identify");
        String messages =
                ForeignProgram.run(
                        directory, "", gammu, "-c", configuration.toString(), "getallsms");
        String sent =
                ForeignProgram.run(
                        directory,
                        "hello modem",
                        gammu,
                        "-c",
                        configuration.toString(),
                        "sendsms",
                        "TEXT",
                        "+4930123456");
        // then
        assertThat(identity).contains("356938035643809").contains("262015112345678");
        assertThat(messages).contains("hello gammu").contains("+491700000001");
        assertThat(modem.sent()).as(sent).hasSize(1);
        assertThat(modem.sent().get(0).userData().text()).hasValue("hello modem");
    }

    @Test
    void gnokii_identifies_reads_and_sends() throws Exception {
        // given
        String gnokii = ForeignProgram.find("gnokii", "gnokii-cli");
        modemAt("pty", "generic"); // it cuts longer names of ports
        String configuration =
                write(
                                "gnokiirc",
                                "[global]",
                                "port = " + port(),
                                "model = AT",
                                "connection = serial",
                                "use_locking = no")
                        .toString();
        modem.receive(text("hello gnokii"));
        // when
        String identity =
                ForeignProgram.run(directory, "", gnokii, "--config", configuration, "--identify");
        String message =
                ForeignProgram.run(
                        directory, "", gnokii, "--config", configuration, "--getsms", "SM", "1");
        String sent =
                ForeignProgram.run(
                        directory,
                        "hello modem",
                        gnokii,
                        "--config",
                        configuration,
                        "--sendsms",
                        "+4930123456");
        // then
        assertThat(identity).contains("356938035643809");
        assertThat(message).contains("hello gnokii").contains("+491700000001");
        assertThat(modem.sent()).as(sent).hasSize(1);
        assertThat(modem.sent().get(0).userData().text()).hasValue("hello modem");
    }

    @Test
    void smsd_of_smstools_takes_octets_with_ports_and_sends() throws Exception {
        // given
        String smsd = ForeignProgram.find("smsd", "smstools");
        modem("generic");
        for (String name : List.of("outgoing", "incoming", "checked", "sent", "failed")) {
            Files.createDirectory(directory.resolve(name));
        }
        Path configuration = write("smsd.conf", smsdConfiguration());
        modem.receive(
                SmsDeliver.of(
                        Address.international("+491700000001"),
                        now(),
                        DataCodingScheme.OCTETS,
                        UserData.octets(OctetString.fromHex("D10100FF"))));
        Files.writeString(directory.resolve("outgoing/one"), "To: 4930123456\n\nhello modem");
        // when
        try (ForeignProgram running =
                ForeignProgram.start(directory, smsd, "-c", configuration.toString(), "-t")) {
            // then
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> {
                                assertThat(incoming()).as(running.output()).hasSize(1);
                                assertThat(modem.sent()).as(running.output()).hasSize(1);
                            });
        }
        byte[] taken = Files.readAllBytes(incoming().get(0));
        String headers = new String(taken, StandardCharsets.ISO_8859_1);
        assertThat(headers).contains("From: 491700000001").contains("binary");
        assertThat(OctetString.of(taken).hex()).endsWith("D10100FF");
        assertThat(modem.sent().get(0).userData().text()).hasValue("hello modem");
    }

    private String[] smsdConfiguration() {
        return new String[] {
            "devices = GSM1",
            "outgoing = " + directory.resolve("outgoing"),
            "checked = " + directory.resolve("checked"),
            "incoming = " + directory.resolve("incoming"),
            "sent = " + directory.resolve("sent"),
            "failed = " + directory.resolve("failed"),
            "logfile = " + directory.resolve("smsd.log"),
            "infofile = " + directory.resolve("smsd.info"),
            "pidfile = " + directory.resolve("smsd.pid"),
            "stats = " + directory,
            "delaytime = 1",
            "[GSM1]",
            "device = " + port(),
            "incoming = yes",
            "rtscts = no"
        };
    }

    private List<Path> incoming() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("incoming"))) {
            return files.toList();
        }
    }

    private void modem(String profile) throws IOException {
        modemAt("pty:" + directory.resolve("port"), profile);
    }

    private void modemAt(String line, String profile) throws IOException {
        modem =
                ModemEmulator.start(
                        ModemEmulatorOptions.of(Subscriber.of("+4915112345678"))
                                .withLine(line)
                                .withProfile(profile));
    }

    private String port() {
        return modem.address().substring("serial:".length());
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.write(directory.resolve(name), List.of(lines));
    }

    private static SmsDeliver text(String text) {
        return SmsDeliver.of(
                Address.international("+491700000001"),
                now(),
                DataCodingScheme.GSM7,
                UserData.gsm7(text));
    }

    private static Timestamp now() {
        return Timestamp.of(OffsetDateTime.parse("2026-11-01T12:00:00+01:00"));
    }

    @AfterEach
    void switchOff() {
        if (modem != null) {
            modem.close();
        }
    }
}
