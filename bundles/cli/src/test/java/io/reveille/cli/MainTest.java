/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What people and scripts rely on: exit codes, one line for errors, help everywhere. */
class MainTest {
    @TempDir Path home;
    private HttpServer api;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, String> requests = new ConcurrentHashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void start_an_api() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        api.createContext(
                "/",
                exchange -> {
                    String path = exchange.getRequestMethod() + " " + exchange.getRequestURI();
                    boolean known =
                            answers.containsKey(path)
                                    && "Bearer t0ken"
                                            .equals(
                                                    exchange.getRequestHeaders()
                                                            .getFirst("Authorization"));
                    requests.put(
                            path,
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
                    byte[] body =
                            (known ? answers.get(path) : "{\"error\":\"there is no such gateway\"}")
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(known ? 200 : 404, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        api.start();
        Files.createDirectories(home.resolve("run"));
        Files.writeString(
                home.resolve("run").resolve("api.json"),
                "{\"url\":\"http://127.0.0.1:"
                        + api.getAddress().getPort()
                        + "\",\"token\":\"t0ken\",\"zone\":\"fleet.test\",\"dns\":\"127.0.0.1:5300\"}");
    }

    @AfterEach
    void stop_the_api() {
        api.stop(0);
    }

    private int run(String... args) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @Test
    void enroll_sends_name_number_and_validity_and_prints_the_code() {
        answers.put(
                "POST /api/v1/enrolments",
                "{\"gateway\":\"pump-17\",\"code\":\"ABCD-EFGH\",\"url\":\"https://192.0.2.1:4434/enrol\",\"expires\":\"2026-11-22T12:00:00Z\"}");

        int exit =
                run("enroll", "pump-17", "--msisdn", "+4915112345678", "--home", home.toString());

        assertThat(exit).as(err.toString()).isZero();
        assertThat(requests.get("POST /api/v1/enrolments"))
                .contains(
                        "\"gateway\":\"pump-17\"",
                        "\"msisdn\":\"+4915112345678\"",
                        "\"validitySeconds\":3600");
        assertThat(out.toString())
                .contains("reveille gateway enroll https://192.0.2.1:4434/enrol ABCD-EFGH");
    }

    @Test
    void dns_shows_the_zones_keys_and_hands_on_what_is_to_be_done_with_them() {
        answers.put(
                "GET /api/v1/dns",
                "{\"zone\":\"fleet.test\",\"signed\":true,\"serial\":17,\"listens\":[\"0.0.0.0 port 5300\"],\"nameServers\":[\"ns.fleet.test\"],\"secondaries\":[],"
                        + "\"keys\":[{\"tag\":1,\"state\":\"retired\",\"since\":\"T\",\"dnskey\":\"KEY1\",\"ds\":\"DS1\"},{\"tag\":2,\"state\":\"active\",\"since\":\"T\",\"dnskey\":\"KEY2\",\"ds\":\"DS2\"}]}");
        answers.put("POST /api/v1/dns/retire", "{\"message\":\"Key 1 is out.\"}");

        assertThat(run("dns", "--home", home.toString())).isZero();
        assertThat(run("dns", "keys", "list", "--home", home.toString())).isZero();
        assertThat(out.toString())
                .contains("serial 17, signed", "ns.fleet.test", "changes: none", "retired", "DS1");
        out.getBuffer().setLength(0);
        assertThat(run("dns", "trust-anchor", "--home", home.toString())).isZero();
        assertThat(run("dns", "trust-anchor", "--dnskey", "--home", home.toString())).isZero();
        assertThat(out.toString().lines()).containsExactly("DS2", "KEY2");
        assertThat(run("dns", "keys", "retire", "1", "--now", "--home", home.toString())).isZero();
        assertThat(requests.get("POST /api/v1/dns/retire")).isEqualTo("{\"key\":1,\"now\":true}");
        assertThat(out.toString()).contains("Key 1 is out.");
    }

    @Test
    void devices_are_a_table_for_people_and_an_array_for_machines() {
        String gateways =
                "[{\"id\":\"pump-17\",\"status\":\"ACTIVE\",\"services\":[{\"name\":\"http\",\"localPort\":80,\"publicPort\":20000}]}]";
        answers.put("GET /api/v1/gateways", gateways);

        assertThat(run("devices", "--home", home.toString())).isZero();
        assertThat(out.toString()).contains("GATEWAY", "pump-17", "ACTIVE", "http:20000");

        out.getBuffer().setLength(0);
        assertThat(run("devices", "--json", "--home", home.toString())).isZero();
        assertThat(out.toString().trim()).isEqualTo(gateways);
    }

    @Test
    void devices_set_sends_what_is_given_and_nothing_else() {
        answers.put("POST /api/v1/gateways/pump-17/reach", "{}");

        int exit =
                run(
                        "devices",
                        "set",
                        "pump-17",
                        "--email",
                        "",
                        "--channels",
                        "mqtt,sms",
                        "--policy",
                        "parallel",
                        "--tunnel",
                        "ipsec",
                        "--home",
                        home.toString());

        assertThat(exit).as(err.toString()).isZero();
        assertThat(requests.get("POST /api/v1/gateways/pump-17/reach"))
                .isEqualTo(
                        "{\"email\":\"\",\"channels\":\"mqtt,sms\",\"policy\":\"parallel\",\"tunnel\":\"ipsec\"}");
        assertThat(run("devices", "set", "pump-17", "--home", home.toString())).isEqualTo(2);
    }

    @Test
    void devices_status_and_audit_ask_the_gateway_and_print_nothing_unprintable() {
        answers.put(
                "GET /api/v1/gateways/pump-17/status?wake=true",
                "{\"ok\":true,\"status\":{\"gateway\":\"pump-17\",\"keys\":{\"listVersion\":4,\"senders\":[{\"id\":1,\"state\":\"REVOKED\\u001b[2J\"}]}}}");
        answers.put(
                "GET /api/v1/gateways/pump-17/audit?wake=false&limit=50&before=9",
                "{\"ok\":true,\"entries\":[{\"n\":8,\"at\":\"2026-11-22T12:00:00Z\",\"event\":\"refused\",\"details\":{\"origin\":\"sms\\u001b[2J\"}}],\"breaks\":[\"audit.jsonl, line 3\"],\"more\":true}");

        assertThat(run("devices", "status", "pump-17", "--wake", "--home", home.toString()))
                .as(err.toString())
                .isZero();
        assertThat(run("devices", "audit", "pump-17", "--before", "9", "--home", home.toString()))
                .as(err.toString())
                .isZero();

        assertThat(out.toString())
                .contains(
                        "gateway: pump-17", "listVersion: 4", "1 REVOKED?[2J", "8  2026", "sms?[2J")
                .doesNotContain("\u001b");
        assertThat(err.toString()).contains("broken", "line 3");
    }

    @Test
    void a_request_is_printed_with_where_to_send_it_and_how_long_it_is_good() {
        answers.put(
                "POST /api/v1/requests",
                "{\"gateway\":\"pump-17\",\"service\":\"ssh\",\"channel\":\"SMS\",\"session\":\"0000000000007\",\"expires\":\"2026-11-22T12:00:00Z\",\"to\":\"+4915112345678\",\"text\":\"0QEtext\"}");

        int exit = run("request", "pump-17", "ssh", "--print", "--home", home.toString());

        assertThat(exit).as(err.toString()).isZero();
        assertThat(requests.get("POST /api/v1/requests"))
                .isEqualTo(
                        "{\"gateway\":\"pump-17\",\"service\":\"ssh\",\"manner\":\"print\",\"validitySeconds\":900}");
        assertThat(out.toString().lines()).contains("0QEtext");
        assertThat(out.toString())
                .contains(
                        "SMS to +4915112345678", "2026-11-22T12:00:00Z", "sessions 0000000000007");
    }

    @Test
    void a_request_that_is_sent_is_followed_to_its_end() {
        answers.put(
                "POST /api/v1/requests",
                "{\"session\":\"0000000000007\",\"expires\":\"2099-11-22T12:00:00Z\"}");
        answers.put(
                "GET /api/v1/sessions/0000000000007",
                "{\"outcome\":\"SIGNAL_FAILED\",\"reason\":\"no credit left\",\"steps\":[{\"step\":\"D\",\"detail\":\"smpp: not sent\"}]}");

        int exit = run("request", "pump-17", "ssh", "--send", "sms", "--home", home.toString());

        assertThat(exit).isEqualTo(1);
        assertThat(requests.get("POST /api/v1/requests"))
                .contains("\"manner\":\"send\",\"channel\":\"sms\"");
        assertThat(out.toString()).contains("D  smpp: not sent");
        assertThat(err.toString()).contains("no credit left (session 0000000000007)");
    }

    @Test
    void status_shows_costs_and_budgets() {
        answers.put(
                "GET /api/v1/status",
                "{\"serverName\":\"p.fleet.test\",\"zone\":\"fleet.test\",\"tunnels\":[],\"signalRoutes\":[],\"signals\":{\"day\":{\"messages\":2,\"messagesOfUnknownCost\":0,\"cost\":[\"0.15 EUR\"]},\"month\":{\"messages\":9,\"messagesOfUnknownCost\":1,\"cost\":[\"0.6 EUR\"]}},\"budgets\":[{\"scope\":\"gateway\",\"subject\":\"pump-17\",\"used\":2,\"most\":60,\"periodSeconds\":3600}]}");

        assertThat(run("status", "--home", home.toString())).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains(
                        "Messages in the last 24 hours: 2; cost: 0.15 EUR",
                        "Messages in the last 30 days: 9; cost: 0.6 EUR, unknown for 1")
                .containsPattern("gateway +pump-17 +2 +60 +hour");
    }

    @Test
    void signal_lists_routes_and_tells_what_a_test_came_to() {
        answers.put(
                "GET /api/v1/status",
                "{\"signalRoutes\":[{\"name\":\"smpp a\",\"channel\":\"SMS\",\"health\":{\"state\":\"UP\",\"text\":\"bound\"},\"cost\":\"0.05 EUR\",\"rate\":\"60/min\",\"form\":\"binary\",\"today\":[{\"messages\":3,\"cost\":\"0.15 EUR\"}]}]}");
        answers.put(
                "POST /api/v1/signals",
                "{\"id\":\"t1\",\"route\":\"smpp a\",\"result\":\"RUNNING\",\"notes\":[\"octets: accepted\"]}");
        answers.put(
                "GET /api/v1/signals/t1",
                "{\"id\":\"t1\",\"route\":\"smpp a\",\"result\":\"TEXT\",\"notes\":[\"octets: accepted\",\"text: accepted\"]}");

        assertThat(run("signal", "--home", home.toString())).as(err.toString()).isZero();
        assertThat(run("signal", "test", "--to", "+4915112345678", "--home", home.toString()))
                .as(err.toString())
                .isZero();

        assertThat(out.toString())
                .contains("smpp a", "UP", "binary", "60/min", "3 for 0.15 EUR", "bound")
                .containsOnlyOnce("octets: accepted")
                .contains("text: accepted", "carries text alone");
    }

    @Test
    void control_characters_from_outside_do_not_reach_the_terminal() {
        answers.put(
                "GET /api/v1/gateways",
                "[{\"id\":\"x\\u001b[2J\",\"status\":\"ACTIVE\",\"services\":[]}]");

        assertThat(run("devices", "--home", home.toString())).isZero();
        assertThat(out.toString()).contains("x?[2J").doesNotContain("\u001b");
    }

    @Test
    void a_failure_is_one_line_with_the_servers_own_words_and_exit_1() {
        int exit = run("devices", "revoke", "pump-18", "--home", home.toString());

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString().lines()).containsExactly("reveille: there is no such gateway");
    }

    @Test
    void without_a_server_the_error_says_how_to_start_one() throws IOException {
        Files.delete(home.resolve("run").resolve("api.json"));

        assertThat(run("devices", "--home", home.toString())).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains("reveille server");
    }

    @Test
    void the_token_is_never_printed() {
        api.stop(0);

        assertThat(run("devices", "--home", home.toString())).isEqualTo(1);
        assertThat(err.toString() + out).doesNotContain("t0ken");
    }

    static Stream<List<String>> misuses() {
        return Stream.of(
                List.of("connect", "pump-17"),
                List.of("connect", "pump-17", "ssh"),
                List.of("connect", "pump-17", "ssh", "--stdio", "-L", "22"),
                List.of("connect", "Pump 17", "ssh", "--stdio"),
                List.of("connect", "pump-17", "ssh", "-L", "70000"),
                List.of("enroll", "../x"),
                List.of("request", "pump-17", "ssh"),
                List.of("request", "pump-17", "ssh", "--print", "--send", "sms"),
                List.of("sessions", "../../gateways"),
                List.of("sessions", "--limit", "many"),
                List.of("no-such-command"));
    }

    @ParameterizedTest
    @MethodSource("misuses")
    void wrong_usage_is_one_line_that_names_the_help_and_exit_2(List<String> args) {
        assertThat(run(args.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).startsWith("reveille: ").contains("--help");
    }

    @Test
    void every_command_has_help() {
        everyCommand(Main.commandLine())
                .forEach(
                        command -> {
                            assertThat(command.getCommandSpec().mixinStandardHelpOptions())
                                    .as(command.getCommandSpec().qualifiedName())
                                    .isTrue();
                            assertThat(command.getCommandSpec().usageMessage().description())
                                    .as(command.getCommandSpec().qualifiedName())
                                    .isNotEmpty();
                        });
    }

    private static Stream<CommandLine> everyCommand(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream().flatMap(MainTest::everyCommand));
    }
}
