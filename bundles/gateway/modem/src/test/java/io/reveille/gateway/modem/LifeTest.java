/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class LifeTest extends ModemContract {
    @Override
    String line() {
        return "tcp:127.0.0.1:0";
    }

    @Test
    void a_closed_modem_leaves_no_thread_behind() throws Exception {
        // given
        Set<Thread> before = modemThreads();
        emulate("generic");
        openAndAwaitReady();
        assertThat(modemThreads()).hasSizeGreaterThan(before.size());
        // when
        modem.close();
        // then
        assertThat(modem.state()).isEqualTo(ModemState.CLOSED);
        await().untilAsserted(() -> assertThat(modemThreads()).isEqualTo(before));
    }

    @Test
    void a_modem_can_be_closed_while_nothing_answers() throws Exception {
        emulate("generic").faults().loseAnswers(1_000);
        open(BRISK);
        awaitState(ModemState.INITIALISING);

        modem.close();

        assertThat(modem.state()).isEqualTo(ModemState.CLOSED);
    }

    @Test
    void a_modem_can_be_closed_without_having_been_opened() throws Exception {
        emulate("generic");
        Modem never = new Modem(SerialAddress.parse(emulator.address()).connector(), BRISK);

        never.close();

        assertThat(never.state()).isEqualTo(ModemState.CLOSED);
        assertThat(never.health()).contains("closed");
    }

    @Test
    void a_modem_that_never_answers_is_opened_again_and_again() throws Exception {
        emulate("generic").faults().loseAnswers(1_000);
        open(BRISK);
        awaitState(ModemState.OPENING);
        assertThat(modem.health()).contains("does not answer");

        emulator.faults().loseAnswers(0);

        awaitState(ModemState.READY);
    }

    private static Set<Thread> modemThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(
                        thread ->
                                thread.getName().equals("modem")
                                        || thread.getName().equals("modem-reader"))
                .collect(Collectors.toSet());
    }
}
