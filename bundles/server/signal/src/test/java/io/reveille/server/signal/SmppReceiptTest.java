/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import static io.reveille.server.signal.Gateways.GATEWAY;
import static io.reveille.server.signal.Gateways.NUMBER;
import static io.reveille.server.signal.Gateways.SEALED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.OptionalParameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SmppReceiptTest {
    private static final String TEXT =
            "id:%s sub:001 dlvrd:001 submit date:2611011234 done date:2611011235 stat:%s err:000"
                    + " text:id:99";

    @TempDir private Path directory;
    private final List<String> news = new CopyOnWriteArrayList<>();
    private Smsc smsc;
    private SmppRoute route;

    @BeforeEach
    void bind() throws Exception {
        smsc = Smsc.open();
        route =
                SmppRoute.start(
                        Gateways.settings(
                                "127.0.0.1",
                                smsc.port(),
                                Gateways.password(directory, Smsc.PASSWORD)));
        await().until(() -> route.health().text().startsWith("bound"));
    }

    @AfterEach
    void close() throws Exception {
        route.close();
        smsc.close();
    }

    @ParameterizedTest
    @CsvSource({
        "17, 17", // as it was
        "17, 0000000017", // filled up
        "0000abcd, ABCD", // cut down, and capitals
        "1A2B, 0000006699", // hexadecimal there, decimal here
        "6699, 1a2b", // decimal there, hexadecimal here
        "f7c8b9a0-1234, F7C8B9A0-1234" // no number at all
    })
    void receipts_are_matched_in_every_spelling_of_the_id(String answered, String receipted)
            throws Exception {
        givenAnAcceptedRequest(answered);

        smsc.receipt(NUMBER, TEXT.formatted(receipted, "DELIVRD"));

        await().until(() -> news.equals(List.of("delivered")));
    }

    @Test
    void the_parameters_count_before_the_text() throws Exception {
        givenAnAcceptedRequest("17");

        smsc.receipt(
                NUMBER,
                TEXT.formatted("4711", "DELIVRD"),
                new OptionalParameter.Receipted_message_id("17"),
                new OptionalParameter.Message_state((byte) 5));

        await().until(() -> news.equals(List.of("undeliverable")));
    }

    @Test
    void a_receipt_may_consist_of_parameters_only() throws Exception {
        givenAnAcceptedRequest("17");

        smsc.deliver(
                new ESMClass((byte) 0),
                NUMBER,
                "",
                new OptionalParameter.Receipted_message_id("17"),
                new OptionalParameter.Message_state((byte) 3));

        await().until(() -> news.equals(List.of("expired before it was delivered")));
    }

    @Test
    void news_on_the_way_is_told_until_the_end() throws Exception {
        givenAnAcceptedRequest("17");

        smsc.deliver(new ESMClass((byte) 0x20), NUMBER, TEXT.formatted("17", "ENROUTE"));
        smsc.receipt(NUMBER, "id:17 stat:UNDELIV err:034 text:");
        smsc.receipt(NUMBER, TEXT.formatted("17", "DELIVRD"));

        await().until(() -> news.size() == 2);
        assertThat(news).containsExactly("on its way", "undeliverable, error 034");
    }

    @Test
    void a_receipt_that_is_faster_than_the_answer_is_not_lost() throws Exception {
        smsc.beforeAnswer = request -> smsc.receipt(NUMBER, TEXT.formatted("17", "DELIVRD"));

        givenAnAcceptedRequest("17");

        await().until(() -> news.equals(List.of("delivered")));
    }

    @Test
    void receipts_of_others_and_messages_are_acknowledged_and_not_told() throws Exception {
        givenAnAcceptedRequest("17");

        smsc.receipt("4916099999999", TEXT.formatted("17", "DELIVRD"));
        smsc.receipt(NUMBER, TEXT.formatted("18", "DELIVRD"));
        smsc.receipt(NUMBER, "what a strange receipt");
        smsc.deliver(new ESMClass((byte) 0), NUMBER, "a message from somebody");
        smsc.receipt(NUMBER, TEXT.formatted("17", "REJECTD"));

        await().until(() -> !news.isEmpty());
        assertThat(news).containsExactly("rejected");
    }

    @Test
    void a_receipt_is_told_after_the_session_was_bound_anew() throws Exception {
        givenAnAcceptedRequest("17");
        smsc.hangUp();
        await().until(() -> smsc.sessions.size() == 1);
        await().until(() -> route.health().text().startsWith("bound"));

        smsc.receipt(NUMBER, TEXT.formatted("17", "DELIVRD"));

        await().until(() -> news.equals(List.of("delivered")));
    }

    private void givenAnAcceptedRequest(String id) throws Exception {
        smsc.ids = () -> id;
        String accepted =
                route.send(GATEWAY, SEALED, Duration.ofMinutes(2), told -> news.add(told.text()))
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);
        assertThat(accepted).endsWith("id " + id);
    }
}
