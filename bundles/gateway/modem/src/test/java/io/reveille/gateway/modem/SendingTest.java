/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.gateway.modem.SmsRefusedException.Kind;
import io.reveille.sms.Address;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.OctetString;
import io.reveille.sms.SmsSubmit;
import io.reveille.sms.UserData;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendingTest extends ModemContract {
    private static final SmsSubmit MESSAGE =
            SmsSubmit.of(
                    Address.international("+491700000009"),
                    DataCodingScheme.OCTETS,
                    UserData.octets(OctetString.fromHex("D1001A1B0D0A")));

    @Override
    String line() {
        return "tcp:127.0.0.1:0";
    }

    @ParameterizedTest
    @ValueSource(strings = {"generic", "awkward"})
    void a_message_is_sent_and_has_a_reference(String profile) throws Exception {
        emulate(profile);
        openAndAwaitReady();

        assertThat(send(MESSAGE)).isZero();
        assertThat(send(MESSAGE)).isEqualTo(1);
        assertThat(emulator.sent()).hasSize(2);
        assertThat(emulator.sent().get(0).userData()).isEqualTo(MESSAGE.userData());
        assertThat(emulator.sent().get(0).destination()).isEqualTo(MESSAGE.destination());
    }

    @Test
    void a_refusal_has_its_cause() throws Exception {
        emulate("generic");
        openAndAwaitReady();
        emulator.faults().coverage(false);

        assertThatThrownBy(() -> send(MESSAGE))
                .cause()
                .isInstanceOfSatisfying(
                        SmsRefusedException.class,
                        refused -> {
                            assertThat(refused.causeNumber()).hasValue(331);
                            assertThat(refused.outcomeKnown()).isTrue();
                        });
    }

    @Test
    void a_message_refused_for_a_passing_reason_is_offered_again() throws Exception {
        emulate("generic");
        openAndAwaitReady();
        emulator.faults().refuseSending(42, 2);

        SentSms sent = modem.send(MESSAGE, fate -> {}).toCompletableFuture().get(20, SECONDS);

        assertThat(sent.attempts()).isEqualTo(3);
        assertThat(emulator.sent()).hasSize(1);
    }

    @Test
    void a_message_refused_for_good_is_not_offered_again() throws Exception {
        emulate("generic");
        openAndAwaitReady();
        emulator.faults().refuseSending(1, 1);

        assertThatThrownBy(() -> send(MESSAGE))
                .cause()
                .isInstanceOfSatisfying(
                        SmsRefusedException.class,
                        refused -> {
                            assertThat(refused.kind()).isEqualTo(Kind.LASTING);
                            assertThat(refused).hasMessageContaining("no such number");
                        });
        assertThat(emulator.sent()).isEmpty();
    }

    @Test
    void what_the_network_may_have_taken_is_not_offered_again() throws Exception {
        emulate("generic");
        openAndAwaitReady();
        emulator.faults().refuseSending(332, 1);

        assertThatThrownBy(() -> send(MESSAGE))
                .cause()
                .isInstanceOfSatisfying(
                        SmsRefusedException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(Kind.UNCERTAIN));
        assertThat(emulator.sent()).isEmpty();
    }

    @Test
    void messages_come_in_while_another_waits_to_be_offered_again() throws Exception {
        emulate("generic");
        open(BRISK.withSending(SendSettings.defaults().withAttempts(2, Duration.ofMinutes(1))));
        awaitState(ModemState.READY);
        awaitQuiet();
        emulator.faults().refuseSending(42, 1);

        var sent = modem.send(MESSAGE).toCompletableFuture();
        emulator.receive(Messages.text("meanwhile"));

        awaitShown("meanwhile");
        assertThat(sent).isNotDone();
        modem.close();
        assertThatThrownBy(sent::get).cause().isInstanceOf(SmsRefusedException.class);
    }

    @Test
    void a_lost_answer_leaves_open_whether_it_was_sent() throws Exception {
        emulate("generic");
        openAndAwaitReady();
        emulator.faults().loseAnswers(1);

        assertThatThrownBy(() -> send(MESSAGE))
                .cause()
                .isInstanceOfSatisfying(
                        SmsRefusedException.class,
                        refused -> assertThat(refused.outcomeKnown()).isFalse());
        assertThat(emulator.sent()).hasSize(1);
    }

    @Test
    void a_lost_prompt_is_no_trap_for_what_follows() throws Exception {
        emulate("generic");
        openAndAwaitReady();
        emulator.faults().resetDuringNextCommand();

        assertThatThrownBy(() -> send(MESSAGE)).isInstanceOf(ExecutionException.class);
        awaitState(ModemState.READY);
        emulator.receive(Messages.text("still there"));

        awaitShown("still there");
        assertThat(emulator.sent()).isEmpty();
    }

    @Test
    void a_modem_that_is_not_ready_sends_nothing() throws Exception {
        emulate("generic");
        Modem closed = new Modem(SerialAddress.parse(emulator.address()).connector(), BRISK);

        assertThatThrownBy(() -> closed.send(MESSAGE).toCompletableFuture().get())
                .cause()
                .isInstanceOf(SmsRefusedException.class)
                .hasMessageContaining("not ready");
    }

    private int send(SmsSubmit message) throws Exception {
        return modem.send(message).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
