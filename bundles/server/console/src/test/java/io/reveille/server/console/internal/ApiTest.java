/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.protocol.Step;
import io.reveille.server.registry.EnrolmentClaim;
import io.reveille.server.registry.EnrolmentClaim.ClaimedService;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.Money;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.PortRange;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.SessionRecorder;
import io.reveille.server.registry.internal.ServerRegistry;
import io.reveille.server.registry.internal.SessionRetention;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTest {
    private static final URI ENROLMENT = URI.create("https://203.0.113.7:4434/enrol");

    @TempDir Path home;

    private final ApiToken token = ApiToken.random();
    private final PartsForTest parts = new PartsForTest();
    private final HttpClient client = HttpClient.newHttpClient();
    private Optional<URI> enrolmentUrl = Optional.of(ENROLMENT);
    private ServerRegistry registry;
    private Server jetty;
    private URI base;

    @BeforeEach
    void start() throws Exception {
        ServerSettings settings =
                new ServerSettings(
                        "fleet.test",
                        "proxy.fleet.test",
                        IpLiterals.parseList("203.0.113.7"),
                        new PortRange(20000, 20999),
                        home);
        registry =
                ServerRegistry.open(
                        settings,
                        SessionRetention.DEFAULT,
                        () -> enrolmentUrl,
                        InstantSource.system());
        Api api =
                new Api(
                        settings,
                        registry.registry(),
                        registry.sessions(),
                        registry.enrolments(),
                        registry.keyOffice(),
                        registry.routes(),
                        registry.signals(),
                        new AccessApi(registry.users(), registry.tokens(), registry.grants()),
                        parts);
        jetty = new Server(new InetSocketAddress(IpLiterals.parse("127.0.0.1"), 0));
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(
                new ServletHolder(new ApiServlet(api, new ApiDoor(token, registry.access()))),
                "/api/v1/*");
        jetty.setHandler(context);
        jetty.start();
        int port = ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
        base = URI.create("http://127.0.0.1:" + port + "/api/v1/");
    }

    @AfterEach
    void stop() throws Exception {
        jetty.stop();
        registry.close();
    }

    @Test
    void shows_what_is_up() throws Exception {
        registry.routes().sent("smpp test", Optional.of(Money.parse("0.075 EUR")));
        registry.routes().sent("smpp test", Optional.of(Money.parse("0.075 EUR")));

        JsonObject status = get("status", 200).getAsJsonObject();

        assertThat(status)
                .isEqualTo(
                        JsonParser.parseString(
                                """
                                {"zone": "fleet.test", "serverName": "proxy.fleet.test",
                                 "publicAddresses": ["203.0.113.7"], "dnsPort": 5300,
                                 "enrolmentPort": 4434, "tunnelPort": 4433,
                                 "servicePorts": [20017, 20018],
                                 "tunnels": [{"gateway": "gw7", "remote": "198.51.100.9:40000",
                                   "since": "2026-11-22T10:00:00Z", "openStreams": 2,
                                   "octetsUp": 10, "octetsDown": 20, "octetsHeld": 30}],
                                 "signalRoutes": [{"name": "smpp test", "channel": "SMS",
                                   "health": {"state": "UP", "text": "bound"},
                                   "cost": "0.075 EUR", "rate": "60/min", "form": null, "finding": null,
                                   "today": [{"day": "%s", "messages": 2,
                                     "cost": "0.15 EUR"}]}],
                                 "signals": {
                                   "day": {"messages": 0, "messagesOfUnknownCost": 0, "cost": []},
                                   "month": {"messages": 0, "messagesOfUnknownCost": 0,
                                     "cost": []}},
                                 "budgets": [{"scope": "gateway", "subject": "gw7", "used": 2,
                                   "most": 60, "periodSeconds": 3600}]}"""
                                        .formatted(LocalDate.now(ZoneOffset.UTC))));
    }

    @Test
    void asks_gateways_for_their_status_and_audit() throws Exception {
        assertThat(get("gateways/gw7/status?wake=true", 200).toString())
                .contains("\"status\":\"gw7 true\"");
        assertThat(get("gateways/gw7/status", 200).toString()).contains("gw7 false");
        assertThat(get("gateways/gw7/audit?before=9&limit=3", 200).toString())
                .contains("gw7 OptionalLong[9] 3 false");
        assertThat(get("gateways/gw7/audit", 200).toString())
                .contains("gw7 OptionalLong.empty 50 false");
        for (String wrong : List.of("status?wake=maybe", "audit?limit=x", "audit?before=-1")) {
            assertThat(get("gateways/gw7/" + wrong, 400).toString()).contains("must be");
        }
        parts.down();
        assertThat(get("gateways/gw7/status", 503).toString()).contains("not up");
    }

    @Test
    void shows_what_is_down_as_null() throws Exception {
        parts.down();

        JsonObject status = get("status", 200).getAsJsonObject();

        assertThat(status.get("dnsPort").isJsonNull()).isTrue();
        assertThat(status.get("tunnelPort").isJsonNull()).isTrue();
        assertThat(status.get("servicePorts").getAsJsonArray()).isEmpty();
    }

    @Test
    void offers_enrolment_and_shows_the_gateway_through_its_life() throws Exception {
        JsonObject offer =
                post(
                                "enrolments",
                                """
                                {"gateway": "gw7", "msisdn": "+4915112345678",
                                 "validitySeconds": 600}""",
                                200)
                        .getAsJsonObject();
        assertThat(offer.get("gateway").getAsString()).isEqualTo("gw7");
        assertThat(offer.get("url").getAsString()).isEqualTo(ENROLMENT.toString());
        assertThat(offer.get("expires").getAsString()).endsWith("Z");
        assertThat(gateway().get("status").getAsString()).isEqualTo("PENDING");
        assertThat(gateway().get("sealingKey").isJsonNull()).isTrue();

        enrol(offer.get("code").getAsString());

        assertThat(gateway().get("status").getAsString()).isEqualTo("ACTIVE");
        assertThat(gateway().get("msisdn").getAsString()).isEqualTo("+4915112345678");
        JsonObject service = gateway().getAsJsonArray("services").get(0).getAsJsonObject();
        assertThat(service.get("name").getAsString()).isEqualTo("http");
        assertThat(service.get("localPort").getAsInt()).isEqualTo(8080);
        assertThat(service.get("publicPort").getAsInt()).isBetween(20000, 20999);

        JsonObject revoked = post("gateways/gw7/revoke", "", 200).getAsJsonObject();
        assertThat(revoked.get("status").getAsString()).isEqualTo("REVOKED");
        assertThat(get("gateways/gw7", 200)).isEqualTo(revoked);
    }

    @Test
    void sets_where_and_how_a_gateway_is_woken() throws Exception {
        post("enrolments", "{\"gateway\": \"gw7\", \"msisdn\": \"+4915112345678\"}", 200);
        post(
                "gateways/gw7/reach",
                """
                {"email":"gw7@example.com","channels":"mqtt,sms","policy":"parallel","tunnel":"ipsec"}""",
                200);
        assertThat(gateway().get("msisdn").getAsString()).isEqualTo("+4915112345678");
        assertThat(gateway().get("email").getAsString()).isEqualTo("gw7@example.com");
        assertThat(gateway().get("tunnel").getAsString()).isEqualTo("IPSEC");
        assertThat(gateway().get("wake"))
                .isEqualTo(
                        JsonParser.parseString(
                                "{\"channels\": [\"MQTT\", \"SMS\"], \"policy\": \"PARALLEL\"}"));
        post("gateways/gw7/reach", "{\"email\": null, \"channels\": \"\", \"policy\": \"\"}", 200);
        assertThat(gateway().get("email").isJsonNull()).isTrue();
        assertThat(gateway().get("wake").isJsonNull()).isTrue();
    }

    @Test
    void begins_a_test_of_a_route_shows_it_and_takes_a_finding_by_hand() throws Exception {
        assertThat(
                        post(
                                        "signals",
                                        "{\"route\": \"smpp test\", \"to\": \"+4915112345678\", \"seconds\": 30}",
                                        200)
                                .toString())
                .contains("\"result\":\"RUNNING\"", "\"30 s\"");
        assertThat(get("signals/t1", 200).toString()).contains("\"result\":\"TEXT\"");
        assertThat(error(get("signals/t2", 404))).isEqualTo("there is no test t2");
        post("signals/form", "{\"route\": \"smpp test\", \"form\": \"text\"}", 200);
        assertThat(registry.routes().finding("smpp test").orElseThrow().binary()).isFalse();
        assertThat(get("status", 200).toString()).contains("set by hand");
    }

    @Test
    void shows_sessions_newest_first_and_one_by_its_key() throws Exception {
        InetSocketAddress from = new InetSocketAddress(IpLiterals.parse("192.0.2.9"), 40001);
        registry.sessions().open("gw8", "ssh", from);
        SessionRecorder session = registry.sessions().open("gw7", "http", from);
        session.step(Step.D, "accepted by smsc, id 17");
        session.octets(100, 2000);
        session.end(Outcome.COMPLETED, "client closed");
        await().until(() -> !one(session.key()).get("outcome").getAsString().equals("OPEN"));

        JsonObject shown = one(session.key());
        assertThat(shown.get("gatewayId").getAsString()).isEqualTo("gw7");
        assertThat(shown.get("octetsDown").getAsLong()).isEqualTo(2000);
        JsonObject step = shown.getAsJsonArray("steps").get(0).getAsJsonObject();
        assertThat(step.get("step").getAsString()).isEqualTo("D");
        assertThat(step.get("detail").getAsString()).isEqualTo("accepted by smsc, id 17");
        assertThat(step.get("description").getAsString()).isEqualTo(Step.D.description());
        assertThat(get("sessions", 200).getAsJsonArray()).hasSize(2);
        assertThat(get("sessions?limit=1", 200).getAsJsonArray()).containsExactly(shown);
        assertThat(get("sessions?gateway=gw8", 200).getAsJsonArray()).hasSize(1);
        assertThat(get("sessions?gateway=none", 200).getAsJsonArray()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer x", "Basic dXNlcjpwYXNz"})
    void opens_to_no_one_without_the_token(String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("status"));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }

        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().allValues("WWW-Authenticate")).hasSize(2);
        assertThat(error(JsonParser.parseString(response.body()))).contains("run/api.json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|nothing|404|there is nothing at /api/v1/nothing",
                "GET|''|404|there is nothing",
                "GET|sessions/|404|there is no session",
                "GET|sessions/01jd9k3m2qx7k|404|there is no session 01jd9k3m2qx7k",
                "GET|gateways/gw7|404|there is no gateway gw7",
                "POST|gateways/gw7/revoke|404|there is no gateway gw7",
                "POST|gateways/gw7/reach|400|the body must be one JSON object",
                "POST|gateways/gw7/destroy|404|there is nothing",
                "POST|status|405|takes GET, not POST",
                "DELETE|gateways/gw7/revoke|405|takes POST, not DELETE",
                "GET|enrolments|405|takes POST",
                "GET|sessions?limit=0|400|the limit must be 1 to 1000",
                "GET|sessions?limit=ten|400|the limit must be 1 to 1000",
            })
    void says_what_is_wrong_with_a_request(String method, String path, int status, String words)
            throws Exception {
        JsonElement answer = send(method, path, "", status);

        assertThat(error(answer)).contains(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|one JSON object",
                "[]|one JSON object",
                "{} {}|not JSON",
                "{|not JSON",
                "{'gateway': 'gw7'}|not JSON",
                "{}|the field gateway is missing",
                "{\"gateway\": 7}|gateway must be a text",
                "{\"gateway\": [\"gw7\"]}|gateway must be a value",
                "{\"gateway\": \"GW 7\"}|'GW 7' is not one lower-case DNS label",
                "{\"gateway\": \"gw7\", \"number\": \"1\"}|there is no field 'number'",
                "{\"gateway\": \"gw7\", \"msisdn\": \"0151\"}|country code",
                "{\"gateway\": \"gw7\", \"validitySeconds\": 1}|60 seconds to 30 days",
                "{\"gateway\": \"gw7\", \"validitySeconds\": 90.5}|whole number",
                "{\"gateway\": \"gw7\", \"validitySeconds\": \"x\"}|whole number",
            })
    void says_what_is_wrong_with_an_enrolment(String body, String words) throws Exception {
        assertThat(error(post("enrolments", body, 400))).contains(words);
        assertThat(registry.registry().gateways()).isEmpty();
    }

    @Test
    void says_when_enrolment_is_down() throws Exception {
        enrolmentUrl = Optional.empty();

        assertThat(error(post("enrolments", "{\"gateway\": \"gw7\"}", 503)))
                .contains("enrolment endpoint is not up");
    }

    @Test
    void takes_no_bodies_without_end() throws Exception {
        String nested = "[".repeat(ApiServlet.MAX_BODY);
        assertThat(error(post("enrolments", nested, 400))).contains("not JSON");
        assertThat(error(post("enrolments", nested + "[", 413))).contains("16384 octets");

        // no length told, no end
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST /api/v1/enrolments HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                    + token.text()
                                    + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 5; i++) {
                out.write(
                        ("1000\r\n" + "x".repeat(4096) + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
            }
            out.flush();
            byte[] start = socket.getInputStream().readNBytes(12);
            assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    private JsonObject gateway() throws Exception {
        return get("gateways", 200).getAsJsonArray().get(0).getAsJsonObject();
    }

    private JsonObject one(String key) throws Exception {
        return get("sessions/" + key, 200).getAsJsonObject();
    }

    private void enrol(String code) throws Exception {
        registry.enrolments()
                .redeem(
                        new EnrolmentClaim(
                                code,
                                SealingKeyPair.generate().publicKey(),
                                CertificateSigning.requestPem(
                                        CertificateSigning.newKeyPair(), "gw7"),
                                List.of(new ClaimedService("http", 8080))));
    }

    private JsonElement get(String path, int status) throws Exception {
        return send("GET", path, "", status);
    }

    private JsonElement post(String path, String body, int status) throws Exception {
        return send("POST", path, body, status);
    }

    private JsonElement send(String method, String path, String body, int status)
            throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(
                        HttpRequest.newBuilder(base.resolve(path))
                                .header("Authorization", "Bearer " + token.text())
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        return JsonParser.parseString(response.body());
    }

    private static String error(JsonElement answer) {
        return answer.getAsJsonObject().get("error").getAsString();
    }
}
