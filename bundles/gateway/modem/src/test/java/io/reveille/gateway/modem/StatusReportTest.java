/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.sms.Address;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.DeliveryStatus;
import io.reveille.sms.ReportFields;
import io.reveille.sms.SmsStatusReport;
import io.reveille.sms.SmsSubmit;
import io.reveille.sms.UserData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusReportTest extends ModemContract {
    private static final Address TO = Address.international("+491700000009");
    private static final SmsSubmit MESSAGE =
            SmsSubmit.of(TO, DataCodingScheme.GSM7, UserData.gsm7("wake up"));

    private final List<SmsFate> news = new CopyOnWriteArrayList<>();

    @Override
    String line() {
        return "tcp:127.0.0.1:0";
    }

    @ParameterizedTest
    @ValueSource(strings = {"generic", "huawei", "quectel", "simcom", "telit", "ublox", "zte"})
    void a_report_tells_what_became_of_a_message(String profile) throws Exception {
        emulate(profile);
        openAndAwaitReady();

        int reference = send();
        report(reference, TO, 0x00);

        awaitNews(SmsFate.Outcome.DELIVERED);
        assertThat(emulator.sent().get(0).statusReportRequest()).isTrue();
        assertThat(news.get(0).status()).hasValue(0);
        assertThat(news.get(0).reason()).isEqualTo("received by the recipient");
        assertThat(news.get(0).at()).hasValue(Instant.parse("2026-11-01T11:00:09Z"));
    }

    @Test
    void a_message_that_is_still_on_its_way_has_more_news_to_come() throws Exception {
        emulate("generic");
        openAndAwaitReady();

        int reference = send();
        report(reference, TO, 0x22);
        report(reference, TO, 0x46);

        awaitNews(SmsFate.Outcome.PENDING, SmsFate.Outcome.FAILED);
        assertThat(news.get(0).reason()).isEqualTo("no response from the recipient");
        assertThat(news.get(1).reason()).isEqualTo("its validity has expired");
    }

    @Test
    void a_report_is_told_by_reference_and_number_however_the_number_is_written() throws Exception {
        emulate("generic");
        openAndAwaitReady();

        int reference = send();
        report(reference + 1, TO, 0x46);
        report(reference, Address.international("+491700000008"), 0x46);
        report(reference, Address.parse("01700000009"), 0x00);

        awaitNews(SmsFate.Outcome.DELIVERED);
    }

    @Test
    void a_modem_that_has_each_report_acknowledged_goes_on_showing_them() throws Exception {
        emulate("generic");
        openAndAwaitReady();
        for (int i = 0; i < 3; i++) {
            report(send(), TO, 0x00);
        }
        awaitNews(SmsFate.Outcome.DELIVERED, SmsFate.Outcome.DELIVERED, SmsFate.Outcome.DELIVERED);
    }

    @Test
    void where_reports_are_not_passed_on_nobody_waits_for_them() throws Exception {
        emulate("awkward");
        openAndAwaitReady();

        send();

        awaitNews(SmsFate.Outcome.UNKNOWN);
    }

    @Test
    void a_report_that_does_not_come_in_time_is_not_waited_for() throws Exception {
        emulate("generic");
        open(
                BRISK.withStatusPeriod(Duration.ofSeconds(1))
                        .withSending(BRISK.sending().withReportsAwaited(Duration.ofSeconds(1))));
        awaitState(ModemState.READY);

        send();

        awaitNews(SmsFate.Outcome.UNKNOWN);
        assertThat(news.get(0).reason()).contains("in time");
    }

    @Test
    void a_closed_modem_leaves_nobody_waiting() throws Exception {
        emulate("generic");
        openAndAwaitReady();

        send();
        modem.close();

        awaitNews(SmsFate.Outcome.UNKNOWN);
    }

    private int send() throws Exception {
        return modem.send(MESSAGE, news::add).toCompletableFuture().get(20, SECONDS).reference();
    }

    private void report(int reference, Address recipient, int status) {
        emulator.receive(
                new SmsStatusReport(
                        false,
                        false,
                        false,
                        reference,
                        recipient,
                        Messages.at(0),
                        Messages.at(9),
                        new DeliveryStatus(status),
                        ReportFields.NONE));
    }

    private void awaitNews(SmsFate.Outcome... outcomes) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(news)
                                        .as(modem.health())
                                        .extracting(SmsFate::outcome)
                                        .containsExactly(outcomes));
    }
}
