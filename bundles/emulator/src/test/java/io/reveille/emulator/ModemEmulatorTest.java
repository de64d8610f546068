/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reveille.sms.Address;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.Timestamp;
import io.reveille.sms.UserData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The emulated modem as a terminal sees it. */
class ModemEmulatorTest {
    @SuppressWarnings("UnusedVariable")
    private static final List<String> PROFILES = VendorProfile.NAMES;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private ModemEmulator modem;

    @Test
    void commands_are_echoed_until_that_is_turned_off() throws Exception {
        AtTerminal terminal = terminal("generic");

        assertThat(terminal.ask("AT")).containsExactly("OK");
        assertThat(terminal.ask("ATE0")).containsExactly("OK");
        assertThat(terminal.ask("AT")).containsExactly("OK");

        String whole = "AT\r\r\nOK\r\nATE0\r\r\nOK\r\n\r\nOK\r\n";
        assertThat(terminal.raw(whole.length())).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "AT+CMGF?!+CMGF: 1|OK",
                "at+cmgf=0!OK",
                "AT+CMGF=0!OK",
                "AT+CMGF=7!+CMS ERROR: 303",
                "AT+CPMS?!+CPMS: \"SM\",0,20,\"SM\",0,20,\"SM\",0,20|OK",
                "AT+CPMS=\"ME\"!+CPMS: 0,50,0,20,0,20|OK",
                "AT+CPMS=\"XX\"!+CMS ERROR: 303",
                "AT+CNMI=?!+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)|OK",
                "AT+CNMI=3,1!+CMS ERROR: 303",
                "AT+CMGR=1!+CMS ERROR: 321",
                "AT+CMGR=999!+CMS ERROR: 321",
                "AT+CMGD=1!OK",
                "AT+CMGL=\"ALL\"!OK",
                "AT+CNMA!+CMS ERROR: 340",
                "AT+CSMS=1!+CSMS: 1,1,1|OK",
                "AT+CSCA?!+CSCA: \"+491710760000\",145|OK",
                "AT+CIMI!262015112345678|OK",
                "AT+CNUM!+CNUM: ,\"+4915112345678\",145|OK",
                "AT+CREG?!+CREG: 0,1|OK",
                "AT+COPS?!+COPS: 0,0,\"Reveille\",7|OK",
                "AT+CSQ!+CSQ: 20,99|OK",
                "AT+CPIN?!+CPIN: READY|OK",
                "AT+CSQ+CREG?!ERROR",
                "AT+CMEE=0+NONSENSE!ERROR",
                "AT+NONSENSE!ERROR",
                "ATD123!NO CARRIER",
                "AT+CMGF=0;+CSQ!+CSQ: 20,99|OK"
            })
    void commands_are_answered(String command, String answer) throws Exception {
        AtTerminal terminal = terminal("generic");
        terminal.ask("ATE0");

        assertThat(terminal.ask(command)).containsExactly(answer.split("\\|"));
    }

    @Test
    void errors_are_told_as_plain_as_numbers_or_in_words() throws Exception {
        AtTerminal terminal =
                terminal(options("generic", Subscriber.of("+4915112345678").withPin("1234")));

        assertThat(terminal.ask("AT+CIMI")).containsExactly("ERROR");
        terminal.ask("AT+CMEE=1");
        assertThat(terminal.ask("AT+CIMI")).containsExactly("+CME ERROR: 11");
        terminal.ask("AT+CMEE=2");
        assertThat(terminal.ask("AT+CIMI")).containsExactly("+CME ERROR: SIM PIN required");
        assertThat(terminal.ask("AT+CMGD=1")).containsExactly("+CMS ERROR: SIM PIN required");
    }

    @Test
    void three_wrong_pins_block_the_sim() throws Exception {
        AtTerminal terminal =
                terminal(options("generic", Subscriber.of("+4915112345678").withPin("1234")));
        terminal.ask("AT+CMEE=1");

        assertThat(terminal.ask("AT+CPIN?")).containsExactly("+CPIN: SIM PIN", "OK");
        assertThat(terminal.ask("AT+CPIN=\"1\"")).containsExactly("+CME ERROR: 16");
        assertThat(terminal.ask("AT+CPIN=\"2\"")).containsExactly("+CME ERROR: 16");
        assertThat(terminal.ask("AT+CPIN=\"3\"")).containsExactly("+CME ERROR: 12");
        assertThat(terminal.ask("AT+CPIN=\"1234\"")).containsExactly("+CME ERROR: 12");
        assertThat(terminal.ask("AT+CPIN?")).containsExactly("+CPIN: SIM PUK", "OK");
    }

    @ParameterizedTest
    @FieldSource("PROFILES")
    void every_profile_says_who_made_it(String profile) throws Exception {
        VendorProfile data = VendorProfile.named(profile);
        AtTerminal terminal = terminal(profile);
        terminal.ask("ATE0");

        assertThat(terminal.ask("AT+CGMI")).containsExactly(data.manufacturer(), "OK");
        assertThat(terminal.ask("AT+CGMM")).containsExactly(data.model(), "OK");
        assertThat(terminal.ask("AT" + data.iccid().get(0)).get(0)).contains("8949020005112345678");
        assertThat(terminal.ask("AT+NONSENSE")).containsExactly(data.unsupported());
    }

    @Test
    void a_message_in_text_mode_is_readable() throws Exception {
        AtTerminal terminal = terminal("generic");
        terminal.ask("ATE0");
        terminal.ask("AT+CMGF=1;+CNMI=2,1,0,0,0");
        modem.receive(text("hello", 0));

        assertThat(terminal.await("+CMTI")).isEqualTo("+CMTI: \"SM\",1");
        assertThat(terminal.ask("AT+CMGR=1"))
                .containsExactly(
                        "+CMGR: \"REC UNREAD\",\"+491700000001\",,\"26/11/01,12:00:00+04\"",
                        "hello",
                        "OK");
        assertThat(terminal.ask("AT+CMGL=\"REC READ\"")).hasSize(3);
        assertThat(terminal.ask("AT+CMGL=\"REC UNREAD\"")).containsExactly("OK");
    }

    @Test
    void a_text_is_sent_in_text_mode_and_given_up_with_escape() throws Exception {
        AtTerminal terminal = terminal("generic");
        terminal.ask("ATE0;+CMGF=1");

        assertThat(terminal.ask("AT+CMGS=\"+4930123456\"")).containsExactly(">");
        terminal.type("never\u001B");
        assertThat(terminal.await("OK")).isEqualTo("OK");
        assertThat(terminal.ask("AT+CMGS=\"+4930123456\"")).containsExactly(">");
        terminal.type("hello\u001A");
        assertThat(terminal.await("+CMGS")).isEqualTo("+CMGS: 0");

        assertThat(modem.sent()).hasSize(1);
        assertThat(modem.sent().get(0).userData().text()).hasValue("hello");
    }

    @Test
    void a_pdu_of_another_length_than_announced_is_refused() throws Exception {
        AtTerminal terminal = terminal("generic");
        terminal.ask("ATE0;+CMGF=0");

        terminal.ask("AT+CMGS=99");
        terminal.type("0001000B914451551532F4000005E8329BFD06\u001A");

        assertThat(terminal.await("+CM")).isEqualTo("+CMS ERROR: 304");
        assertThat(modem.sent()).isEmpty();
    }

    @Test
    void a_message_is_written_to_storage_and_listed_by_its_status() throws Exception {
        AtTerminal terminal = terminal("generic");
        terminal.ask("ATE0;+CMGF=0");

        terminal.ask("AT+CMGW=18,2");
        terminal.type("0001000B914451551532F4000005E8329BFD06\u001A");
        assertThat(terminal.await("+CMGW")).isEqualTo("+CMGW: 1");
        assertThat(terminal.next()).isEqualTo("OK");

        assertThat(terminal.ask("AT+CMGL=2")).hasSize(3).first().isEqualTo("+CMGL: 1,2,,18");
        assertThat(terminal.ask("AT+CMGL=1")).containsExactly("OK");
        assertThat(terminal.ask("AT+CMGD=1,4")).containsExactly("OK");
        assertThat(modem.stored("SM")).isZero();
    }

    @Test
    void a_shown_message_that_is_not_acknowledged_is_shown_no_more() throws Exception {
        AtTerminal terminal = terminal("generic");
        terminal.ask("ATE0;+CMGF=0;+CSMS=1;+CNMI=2,2,0,0,0");

        var outcome = modem.receive(text("one", 0)).toCompletableFuture();
        assertThat(terminal.await("+CMT")).startsWith("+CMT: ,");

        await().atMost(Duration.ofSeconds(20)).until(outcome::isDone);
        assertThat(outcome.get()).hasValue(255);
        assertThat(terminal.ask("AT+CNMI?")).contains("+CNMI: 2,0,0,0,0");
    }

    @Test
    void what_was_announced_while_nobody_wanted_it_is_said_later() throws Exception {
        AtTerminal terminal = terminal("generic");
        terminal.ask("ATE0;+CMGF=0;+CNMI=0,1,0,0,0");
        modem.receive(text("one", 0));
        assertThat(modem.stored("SM")).isEqualTo(1);
        assertThat(terminal.ask("AT")).containsExactly("OK");

        terminal.type("AT+CNMI=2,1,0,0,0\r");

        assertThat(terminal.await("+CMTI")).isEqualTo("+CMTI: \"SM\",1");
    }

    @Test
    void a_full_storage_refuses_messages() throws Exception {
        terminal("awkward"); // with room for five
        for (int i = 0; i < 5; i++) {
            assertThat(modem.receive(text("m" + i, i)).toCompletableFuture().get()).isEmpty();
        }

        assertThat(modem.receive(text("m5", 5)).toCompletableFuture().get()).hasValue(211);
    }

    @Test
    void a_restart_forgets_settings_and_keeps_messages() throws Exception {
        AtTerminal terminal = terminal("quectel");
        terminal.ask("ATE0;+CMGF=0");
        modem.receive(text("one", 0));

        modem.faults().reset();

        assertThat(terminal.await("RDY")).isEqualTo("RDY");
        terminal.await("+QIND: PB DONE");
        terminal.type("AT+CMGF?\r");
        assertThat(terminal.next()).isEqualTo("AT+CMGF?");
        assertThat(terminal.next()).isEqualTo("+CMGF: 1");
        assertThat(modem.stored("ME")).isEqualTo(1);
    }

    @Test
    void a_command_line_beyond_the_bound_is_cut_and_harms_nothing() throws Exception {
        AtTerminal terminal = terminal("generic");
        terminal.ask("ATE0");

        assertThat(terminal.ask("AT+CMGF=" + "9".repeat(100_000)))
                .last()
                .isIn("ERROR", "+CMS ERROR: 303");
        assertThat(terminal.ask("AT")).containsExactly("OK");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_link_leads_to_the_pseudo_terminal_and_goes_with_it(@TempDir Path directory)
            throws Exception {
        // given: a link that another one left behind
        Path link = Files.createSymbolicLink(directory.resolve("modem"), Path.of("/nowhere"));
        Path relative = Path.of("").toAbsolutePath().relativize(link);
        ModemEmulatorOptions options = ModemEmulatorOptions.of(Subscriber.of("+4915112345678"));
        // when
        try (ModemEmulator onPty = ModemEmulator.start(options.withLine("pty:" + relative))) {
            assertThat(onPty.address()).startsWith("serial:/");
            assertThat(link.toRealPath())
                    .isEqualTo(Files.readSymbolicLink(link))
                    .hasParentRaw(Path.of("/dev/pts"));
            onPty.faults().unplug();
            await().until(() -> !Files.isSymbolicLink(link));
            onPty.faults().plugIn();
            await().until(() -> Files.isSymbolicLink(link));
        }
        // then
        assertThat(link).doesNotExist();
        assertThat(Files.isSymbolicLink(link)).isFalse();
    }

    @Test
    void options_that_make_no_sense_are_refused_in_words() {
        ModemEmulatorOptions good = options("generic", Subscriber.of("+4915112345678"));

        assertThatThrownBy(() -> good.withLine("tty")).hasMessageContaining("pty:PATH-OF-LINK");
        assertThatThrownBy(() -> ModemEmulator.start(good.withProfile("none")).close())
                .hasMessageContaining("there are generic, huawei");
        assertThatThrownBy(() -> Subscriber.of("nobody")).hasMessageContaining("number");
        assertThat(Subscriber.of("+49151").withPin("1234").toString()).doesNotContain("1234");
        assertThat(SmppAccount.of("me", "s3cret").toString()).doesNotContain("s3cret");
        assertThatThrownBy(() -> SmppAccount.of("me", "far too long"))
                .hasMessageNotContaining("far");
    }

    private AtTerminal terminal(String profile) throws IOException {
        return terminal(options(profile, Subscriber.of("+4915112345678")));
    }

    private AtTerminal terminal(ModemEmulatorOptions options) throws IOException {
        modem = ModemEmulator.start(options);
        opened.add(0, modem);
        AtTerminal terminal = new AtTerminal(modem.address());
        opened.add(0, terminal);
        return terminal;
    }

    private static ModemEmulatorOptions options(String profile, Subscriber subscriber) {
        return ModemEmulatorOptions.of(subscriber).withLine("tcp:127.0.0.1:0").withProfile(profile);
    }

    private static SmsDeliver text(String text, int second) {
        return SmsDeliver.of(
                Address.international("+491700000001"),
                Timestamp.of(OffsetDateTime.parse("2026-11-01T12:00:00+01:00").plusSeconds(second)),
                DataCodingScheme.GSM7,
                UserData.gsm7(text));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : opened) {
            part.close();
        }
    }
}
