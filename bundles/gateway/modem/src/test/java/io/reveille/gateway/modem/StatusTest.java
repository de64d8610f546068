/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reveille.emulator.Subscriber;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTest extends ModemContract {
    private static final OffsetDateTime NITZ = OffsetDateTime.parse("2031-07-01T23:30:10-05:00");

    @Override
    String line() {
        return "tcp:127.0.0.1:0";
    }

    @ParameterizedTest
    @CsvSource({
        "generic,Reveille,true",
        "cinterion,Cinterion,true",
        "sierra,'Sierra Wireless, Incorporated',true",
        "huawei,huawei,true",
        "quectel,Quectel,true",
        "simcom,SIMCOM_Ltd,true",
        "telit,Telit,true",
        "ublox,u-blox,true",
        "zte,ZTE INCORPORATED,false",
        "awkward,Awkward Modems,false"
    })
    void a_modem_tells_who_and_where_it_is(String profile, String maker, boolean number)
            throws Exception {
        emulate(profile);
        openAndAwaitReady();

        ModemStatus status = status();

        assertThat(status.identity().manufacturer()).isEqualTo(maker);
        assertThat(status.imei()).hasValue("356938035643809");
        assertThat(status.imsi()).hasValue("262015112345678");
        assertThat(status.iccid()).hasValue("8949020005112345678");
        assertThat(status.numbers().contains("+4915112345678")).isEqualTo(number);
        assertThat(status.circuit().map(Registration::status)).hasValue(Registration.Status.HOME);
        assertThat(status.isRegistered()).isTrue();
        assertThat(status.operator().flatMap(Operator::name)).hasValue("Reveille");
        assertThat(status.signal().get().dbm()).hasValue(-73);
        assertThat(status.circuit().get().area()).hasValue("51A0");
        assertThat(status.circuit().get().cell()).hasValue("01A2B3C4");
        assertThat(status.circuit().get().technology()).hasValue(AccessTechnology.E_UTRAN);
    }

    @Test
    void the_signal_of_each_radio_is_told_where_the_modem_does() throws Exception {
        emulate("generic");
        openAndAwaitReady();

        ExtendedSignalQuality signal = status().extendedSignal().get();

        assertThat(signal.rsrpDbm()).hasValue(-91);
        assertThat(signal.rsrqDb()).hasValue(-10.0);
        assertThat(signal.rscpDbm()).isEmpty();
        assertThat(signal.rxlevDbm()).isEmpty();
    }

    @Test
    void a_change_of_the_registration_is_seen_without_asking() throws Exception {
        emulate("generic");
        openAndAwaitReady();
        assertThat(modem.lastStatus().get().isRegistered()).isTrue();

        emulator.faults().coverage(false);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> !modem.lastStatus().get().isRegistered());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "generic",
                "cinterion",
                "huawei",
                "quectel",
                "sierra",
                "simcom",
                "telit",
                "ublox",
                "zte"
            })
    void the_networks_time_is_taken_however_the_modem_announces_it(String profile)
            throws Exception {
        emulate(profile);
        openAndAwaitReady();
        assertThat(modem.networkTime()).isEmpty();

        emulator.networkTime(NITZ);

        awaitNetworkTime();
        assertThat(modem.networkTime().get().zone()).hasValue(ZoneOffset.ofHours(-5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"generic", "quectel", "simcom", "telit", "huawei", "ublox"})
    void the_networks_time_is_asked_for_where_it_was_told_before(String profile) throws Exception {
        emulate(profile);
        openAndAwaitReady();
        modem.close();
        emulator.networkTime(NITZ);

        openAndAwaitReady();

        awaitNetworkTime();
    }

    @Test
    void a_clock_that_nobody_set_is_no_time_of_the_networks() throws Exception {
        emulate("generic");
        openAndAwaitReady();

        assertThat(status().networkTime()).isEmpty();
    }

    private void awaitNetworkTime() {
        await().atMost(Duration.ofSeconds(20)).until(() -> modem.networkTime().isPresent());
        assertThat(modem.networkTime().get().now())
                .isBetween(NITZ.toInstant(), NITZ.toInstant().plusSeconds(60));
    }

    @Test
    void out_of_coverage_it_says_so() throws Exception {
        emulate("generic");
        openAndAwaitReady();
        emulator.faults().coverage(false);

        ModemStatus status = status();

        assertThat(status.isRegistered()).isFalse();
        assertThat(status.operator()).isEmpty();
        assertThat(status.signal().get().dbm()).isEmpty();
    }

    @Test
    void a_sim_that_asks_for_its_pin_is_for_people_to_see_to() throws Exception {
        emulate("generic", Subscriber.of("+4915112345678").withPin("1234"));
        open(BRISK);

        awaitState(ModemState.SIM_NOT_READY);

        assertThat(modem.health()).contains("PIN").contains("configure it");
        assertThatThrownBy(this::status).cause().isInstanceOf(IOException.class);
    }

    @Test
    void the_configured_pin_opens_the_sim() throws Exception {
        emulate("generic", Subscriber.of("+4915112345678").withPin("1234"));
        open(BRISK.withPin(SimPin.of("1234")));

        awaitState(ModemState.READY);

        // also after a restart of the modem
        emulator.faults().reset();
        emulator.receive(Messages.text("one"));
        modem.deliverTo(inbox);
        awaitShown("one");
    }

    @Test
    void a_wrong_pin_is_entered_once_and_not_again() throws Exception {
        // given
        emulate("quectel", Subscriber.of("+4915112345678").withPin("1234"));
        open(BRISK.withPin(SimPin.of("9999")));
        awaitState(ModemState.SIM_NOT_READY);
        // when: each restart is a temptation
        for (int i = 0; i < 4; i++) {
            emulator.faults().reset();
            awaitHealth("not tried again");
        }
        // then: two of the three tries are left
        modem.close();
        open(BRISK.withPin(SimPin.of("1234")));
        awaitState(ModemState.READY);
    }

    private void awaitHealth(String text) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(modem.health()).contains(text));
    }

    private ModemStatus status() throws Exception {
        return modem.status().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
