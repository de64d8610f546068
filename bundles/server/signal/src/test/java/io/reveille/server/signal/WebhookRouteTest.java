/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import static io.reveille.server.signal.Gateways.GATEWAY;
import static io.reveille.server.signal.Gateways.NUMBER;
import static io.reveille.server.signal.Gateways.SEALED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.reveille.protocol.TextForm;
import io.reveille.server.registry.RouteHealth.State;
import io.reveille.server.registry.SignalNews;
import io.reveille.server.signal.Provider.Asked;
import io.reveille.server.signal.WebhookSettings.WebhookReceipts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A webhook, against the JDK's own HTTP server as the provider. */
@Timeout(60)
class WebhookRouteTest {
    private static final String SECRET = "s3cret&\"=%";
    private static final WebhookReceipts RECEIPTS =
            new WebhookReceipts("message.status", Set.of("delivered"), Set.of("failed"));

    @TempDir private Path directory;
    private final List<SignalNews> news = new CopyOnWriteArrayList<>();
    private Provider provider;

    @BeforeEach
    void open() throws Exception {
        provider = Provider.open();
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void octets_go_as_json_with_every_value_as_one_value() throws Exception {
        String body =
                """
                {"to":"{{number.plus}}","udh":"{{udh.hex}}","data":"{{data.base64}}",
                 "all":"{{message.hex}}","key":"{{secret}}","ttl":{{validity.seconds}}}""";
        try (WebhookRoute route = route(json("/send?k={{secret}}", body, ""), SmsForm.AUTO)) {
            assertThat(send(route)).isEqualTo("accepted by " + place() + ", status 202: ok");
            assertThat(route.health().state()).isEqualTo(State.UP);
            assertThat(route.form()).contains("binary");
        }

        Asked asked = provider.asked.get(0);
        JsonObject json = JsonParser.parseString(asked.body()).getAsJsonObject();
        assertThat(json.get("to").getAsString()).isEqualTo("+" + NUMBER);
        assertThat(json.get("udh").getAsString()).isEqualTo("0605043e803e80");
        assertThat(json.get("data").getAsString()).isEqualTo(SEALED.base64());
        assertThat(json.get("all").getAsString()).isEqualTo("0605043e803e80" + SEALED.hex());
        assertThat(json.get("key").getAsString()).isEqualTo(SECRET);
        assertThat(json.get("ttl").getAsInt()).isEqualTo(90);
        assertThat(asked.uri().getRawQuery()).isEqualTo("k=s3cret%26%22%3D%25");
        assertThat(asked.header("Content-type")).isEqualTo("application/json");
        assertThat(asked.header("Authorization")).isEqualTo("Bearer " + SECRET);
    }

    @Test
    void text_goes_as_a_form() throws Exception {
        WebhookSettings settings =
                settings(
                        "POST",
                        provider.url("localhost", "/"),
                        "application/x-www-form-urlencoded",
                        "",
                        "To={{number.plus}}&Body={{text}}&Id={{reference}}");
        try (WebhookRoute route = route(settings, SmsForm.TEXT)) {
            send(route);
        }

        assertThat(provider.asked.get(0).body())
                .startsWith(
                        "To=%2B" + NUMBER + "&Body=" + TextForm.encode(SEALED).replace("+", "%2B"))
                .matches(".*&Id=[0-9a-f-]{36}");
    }

    @Test
    void a_get_has_no_body() throws Exception {
        WebhookSettings settings =
                settings(
                        "GET",
                        provider.url("localhost", "/send?to={{number}}&hex={{data.hex}}"),
                        "text/plain",
                        "",
                        "");
        try (WebhookRoute route = route(settings, SmsForm.BINARY)) {
            send(route);
        }

        assertThat(provider.asked.get(0).uri().getQuery())
                .isEqualTo("to=" + NUMBER + "&hex=" + SEALED.hex());
        assertThat(provider.asked.get(0).body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void a_provider_that_asks_for_it_is_left_alone_for_so_long(int status) throws Exception {
        provider.answers(status, Map.of("Retry-After", "120"), "slow down");
        try (WebhookRoute route = route(json("/", "{{data.hex}}", ""), SmsForm.AUTO)) {
            assertThat(failure(route))
                    .isInstanceOf(IOException.class)
                    .hasMessage("refused by %s: status %d: slow down", place(), status);
            assertThat(failure(route))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("asked to be left alone for another 120 s");
            assertThat(route.health().state()).isEqualTo(State.DOWN);
            assertThat(provider.asked).hasSize(1);
        }
    }

    @Test
    void a_refusal_that_will_not_pass_is_told_apart_and_the_next_message_goes() throws Exception {
        provider.answers(400, Map.of(), "no\u0007such\nnumber" + "x".repeat(10_000));
        try (WebhookRoute route = route(json("/", "{{data.hex}}", ""), SmsForm.AUTO)) {
            assertThat(failure(route))
                    .isInstanceOf(SmsRefusedException.class)
                    .hasMessageContaining("status 400: no such number")
                    .message()
                    .hasSizeLessThan(250);
            assertThat(route.health().state()).isEqualTo(State.DEGRADED);
            assertThat(send(route)).startsWith("accepted");
        }
    }

    @Test
    void a_provider_that_does_not_answer_or_is_not_there_is_told() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + silent.getLocalPort() + "/";
            WebhookSettings settings = settings("POST", url, "text/plain", "{{data.hex}}", "");
            try (WebhookRoute route = route(settings, SmsForm.AUTO)) {
                assertThat(failure(route))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("did not answer within");
            }
        }
        provider.close();
        try (WebhookRoute route = route(json("/?k={{secret}}", "{{data.hex}}", ""), SmsForm.AUTO)) {
            assertThat(failure(route))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("could not be asked")
                    .message()
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void a_form_without_a_template_is_refused() throws Exception {
        try (WebhookRoute route = route(json("/", "", "{{text}}"), SmsForm.AUTO)) {
            assertThat(route.form()).contains("text");
            assertThat(send(route)).startsWith("accepted");
        }
        try (WebhookRoute route = route(json("/", "", "{{text}}"), SmsForm.BINARY)) {
            assertThat(failure(route))
                    .isInstanceOf(SmsRefusedException.class)
                    .hasMessageContaining("no template for octets: set body");
        }
    }

    @Test
    void what_is_wrong_with_templates_is_told_with_its_place() {
        assertThatThrownBy(() -> route(json("/", "{{dat.hex}}", ""), SmsForm.AUTO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("body: there is no {{dat.hex}}, only [basic,");
        assertThatThrownBy(() -> route(json("/", "hello", ""), SmsForm.AUTO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("where the message goes");
        assertThatThrownBy(() -> settings("POST", "ftp://x/", "text/plain", "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("url 'ftp://x/' is not a URL");
    }

    @Test
    void tls_is_checked_against_the_given_authority_and_the_name() throws Exception {
        TestTls tls = TestTls.create(directory);
        try (Provider secure = Provider.open(tls.server())) {
            try (WebhookRoute route =
                    secure(secure.url("localhost", "/"), Optional.of(tls.trust()))) {
                assertThat(send(route)).startsWith("accepted");
            }
            try (WebhookRoute route =
                    secure(secure.url("127.0.0.1", "/"), Optional.of(tls.trust()))) {
                assertThat(failure(route)).hasMessageContaining("could not be asked: SSL");
            }
            try (WebhookRoute route = secure(secure.url("localhost", "/"), Optional.empty())) {
                assertThat(failure(route)).hasMessageContaining("could not be asked: SSL");
            }
            assertThat(secure.asked).hasSize(1);
        }
    }

    @Test
    void receipts_come_back_each_once_and_only_by_the_messages_own_address() throws Exception {
        try (ReceiptEndpoint receipts = endpoint();
                WebhookRoute route =
                        WebhookRoute.open(
                                json("/", "{\"d\":\"{{data.hex}}\",\"cb\":\"{{receipt}}\"}", ""),
                                RouteTraits.named("webhook"),
                                () -> false,
                                () -> Optional.of(receipts))) {
            send(route);
            String url =
                    JsonParser.parseString(provider.asked.get(0).body())
                            .getAsJsonObject()
                            .get("cb")
                            .getAsString();
            assertThat(url).startsWith("http://127.0.0.1:").contains("/receipt/");

            assertThat(post(url, "{\"message\":{\"status\":\"queued\"}}")).isEqualTo(200);
            assertThat(post(url, "{\"message\":{\"status\":\"queued\"}}")).isEqualTo(200);
            assertThat(post(url, "message.status=DELIVERED")).isEqualTo(200);
            assertThat(post(url, "message.status=failed")).isEqualTo(200);
            assertThat(post(url.substring(0, url.length() - 1) + "x", "a=b")).isEqualTo(404);

            assertThat(news)
                    .containsExactly(
                            SignalNews.pending("on its way: queued"),
                            SignalNews.delivered("delivered"));
        }
    }

    private int post(String url, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    static ReceiptEndpoint endpoint() throws IOException {
        return ReceiptEndpoint.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "");
    }

    private String place() {
        return URI.create(provider.url("localhost", "")).getAuthority();
    }

    private WebhookSettings json(String rest, String body, String textBody) throws IOException {
        return settings(
                "POST", provider.url("localhost", rest), "application/json", body, textBody);
    }

    private WebhookSettings settings(
            String method, String url, String type, String body, String textBody)
            throws IOException {
        return new WebhookSettings(
                method,
                url,
                List.of("Authorization: Bearer {{secret}}"),
                type,
                body,
                textBody,
                "user",
                Optional.of(Gateways.password(directory, SECRET)),
                RECEIPTS,
                SmsRoute.DEFAULT_PORTS,
                Duration.ofSeconds(2),
                Optional.empty());
    }

    private WebhookRoute secure(String url, Optional<Path> trust) throws IOException {
        return route(
                new WebhookSettings(
                        "POST",
                        url,
                        List.of(),
                        "text/plain",
                        "{{data.hex}}",
                        "",
                        "",
                        Optional.empty(),
                        RECEIPTS,
                        SmsRoute.DEFAULT_PORTS,
                        Duration.ofSeconds(5),
                        trust),
                SmsForm.AUTO);
    }

    private WebhookRoute route(WebhookSettings settings, SmsForm form) throws IOException {
        return WebhookRoute.open(
                settings,
                new RouteTraits("webhook", form, Optional.empty(), Optional.empty()),
                () -> false,
                Optional::empty);
    }

    private String send(SmsRoute route) throws Exception {
        return route.send(GATEWAY, SEALED, Duration.ofSeconds(90), news::add)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private Throwable failure(SmsRoute route) throws Exception {
        try {
            throw new AssertionError("not refused: " + send(route));
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }
}
