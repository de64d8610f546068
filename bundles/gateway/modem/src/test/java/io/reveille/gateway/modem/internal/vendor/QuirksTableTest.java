/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.emulator.VendorProfile;
import io.reveille.gateway.modem.ModemStatus;
import io.reveille.gateway.modem.NetworkTime;
import io.reveille.gateway.modem.internal.at.AtCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuirksTableTest {
    private final QuirksTable table = QuirksTable.load();

    @Test
    void every_maker_has_commands_that_can_be_sent() {
        assertThat(table.makers()).hasSizeGreaterThan(5);
        assertThat(table.makers())
                .allSatisfy(
                        maker -> {
                            assertThat(maker.iccid()).isNotEmpty();
                            assertThat(maker.storages()).isNotEmpty().isSubsetOf("SM", "ME", "MT");
                            maker.iccid()
                                    .forEach(
                                            command ->
                                                    AtCommand.of(command, Duration.ofSeconds(1)));
                            maker.setup()
                                    .forEach(
                                            command ->
                                                    AtCommand.of(command, Duration.ofSeconds(1)));
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "huawei,ME909s-120,huawei",
        "Quectel,EC25,quectel",
        "SIMCOM_Ltd,SIM800,simcom",
        "'SIMCOM INCORPORATED',SIM7600E,simcom",
        "Telit,LE910C1-EUX,telit",
        "u-blox,SARA-G350,ublox",
        "'Sierra Wireless, Incorporated',MC7455,sierra",
        "Cinterion,BGS5,cinterion",
        "'Gemalto M2M GmbH',EHS6,cinterion",
        "'ZTE INCORPORATED',MF190,zte",
        "Nobody,X,standard",
        "'','',standard"
    })
    void a_maker_is_told_by_what_its_modems_say(String manufacturer, String model, String maker) {
        ModemStatus.Identity identity = new ModemStatus.Identity(manufacturer, model, "");

        assertThat(table.of(identity).maker()).isEqualTo(maker);
    }

    @Test
    void the_emulated_modems_of_known_makers_are_known() {
        for (String name : VendorProfile.NAMES) {
            VendorProfile profile = VendorProfile.named(name);
            Quirks quirks =
                    table.of(new ModemStatus.Identity(profile.manufacturer(), profile.model(), ""));
            boolean made =
                    !name.equals("generic") && !name.equals("awkward") && !name.startsWith("text-");
            assertThat(quirks.maker()).isEqualTo(made ? name : "standard");
        }
    }

    @Test
    void a_configuration_changes_a_maker_and_adds_another() {
        QuirksTable changed =
                QuirksTable.load(
                        Map.of(
                                "quectel.storages", "SM",
                                "acme.match", "acme.*",
                                "acme.format", "text",
                                "restart", "READY AGAIN"));

        assertThat(changed.of(new ModemStatus.Identity("Quectel", "EC25", "")).storages())
                .containsExactly("SM");
        Quirks acme = changed.of(new ModemStatus.Identity("ACME", "M1", ""));
        assertThat(acme.maker()).isEqualTo("acme");
        assertThat(acme.format()).isEqualTo(Quirks.Format.TEXT);
        assertThat(acme.charsets()).containsExactly("UCS2", "IRA", "GSM");
        assertThat(changed.isRestart("READY AGAIN")).isTrue();
        assertThat(changed.isRestart("RDY")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "quectel.storage,SM,there is no such quirk",
        "storages,SM,there is no such quirk",
        "quectel.format,both,'write any, pdu or text'",
        "acme.match,'(',Unclosed group",
        "acme.setup,XY,begins with AT"
    })
    void what_cannot_be_used_is_told_by_its_key(String key, String value, String why) {
        assertThatThrownBy(() -> QuirksTable.load(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+CTZE: \"+08\",0,\"2026/11/01,14:30:05\"|2026-11-01T12:30:05Z|+02:00",
                "+CTZV: 26/11/01,14:30:05+08|2026-11-01T12:30:05Z|+02:00",
                "+CTZEU: \"-20\",0,\"2026/11/01,12:30:05\"|2026-11-01T12:30:05Z|-05:00",
                "*PSUTTZ: 2026,11,1,12,30,5,\"+08\",0|2026-11-01T12:30:05Z|+02:00",
                "*PSUTTZ: 26,11,01,12,30,05,\"+08\",0|2026-11-01T12:30:05Z|+02:00",
                "+CIEV: nitz,\"26/11/01,12:30:05\",-28,1|2026-11-01T12:30:05Z|-07:00",
                "^NWTIME: 26/11/01,14:30:05+08,00|2026-11-01T12:30:05Z|+02:00",
                "#NITZ: 26/11/01,14:30:05+08,0|2026-11-01T12:30:05Z|+02:00"
            })
    void the_networks_time_is_read_as_makers_write_it(String line, Instant time, ZoneOffset zone) {
        NetworkTime told = table.time(line).get();

        assertThat(told.time()).isEqualTo(time);
        assertThat(told.zone()).hasValue(zone);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+CTZV: \"+08\"",
                "+CTZE: \"+08\",0",
                "+CTZE: \"+99\",0,\"2026/11/01,14:30:05\"",
                "+CTZE: \"+08\",0,\"1980/01/06,00:00:05\"",
                "+CTZE: \"+08\",0,\"2026/13/01,14:30:05\"",
                "#NITZ: 26/11/01,14:30:05",
                "+CMTI: \"SM\",1"
            })
    void what_is_no_time_or_cannot_be_is_none(String line) {
        assertThat(table.time(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RDY", "^SYSSTART", "NORMAL POWER DOWN", "+CFUN: 1"})
    void a_restart_is_told_by_the_whole_line(String line) {
        assertThat(table.isRestart(line)).isTrue();
        assertThat(table.isRestart(line + " not")).isFalse();
        assertThat(table.isRestart("x" + line)).isFalse();
    }

    @Test
    void a_notice_is_no_restart() {
        assertThat(table.isNotice("RING")).isTrue();
        assertThat(table.isNotice("356938035643809")).isFalse();
        assertThat(table.isRestart("SMS Ready")).isFalse();
    }
}
