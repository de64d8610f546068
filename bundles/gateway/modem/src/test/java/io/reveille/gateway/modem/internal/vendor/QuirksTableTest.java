/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.emulator.VendorProfile;
import io.reveille.gateway.modem.ModemStatus;
import io.reveille.gateway.modem.internal.at.AtCommand;
import java.time.Duration;
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
            boolean made = !name.equals("generic") && !name.equals("awkward");
            assertThat(quirks.maker()).isEqualTo(made ? name : "standard");
        }
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
