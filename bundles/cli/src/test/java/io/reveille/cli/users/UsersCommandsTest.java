/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.reveille.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersCommandsTest {
    private static final String ADA =
            "{\"name\":\"ada\",\"role\":\"CLIENT\",\"reach\":\"gw7/http\",\"status\":\"ACTIVE\",\"hasPassword\":true,\"certificates\":[]}";

    @TempDir Path home;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, String> requests = new ConcurrentHashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final InputStream input = System.in;
    private HttpServer api;

    @BeforeEach
    void start_an_api() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        api.createContext(
                "/",
                exchange -> {
                    String what = exchange.getRequestMethod() + " " + exchange.getRequestURI();
                    byte[] said = exchange.getRequestBody().readAllBytes();
                    requests.put(what, new String(said, StandardCharsets.UTF_8));
                    byte[] body =
                            answers.getOrDefault(what, "{\"error\":\"there is no such\"}")
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(
                            answers.containsKey(what) ? 200 : 404, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        api.start();
        Files.createDirectories(home.resolve("run"));
        Files.writeString(
                home.resolve("run").resolve("api.json"),
                "{\"url\":\"http://127.0.0.1:%d\",\"token\":\"t\",\"zone\":\"fleet.test\",\"dns\":\"127.0.0.1:5300\"}"
                        .formatted(api.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        System.setIn(input);
        api.stop(0);
    }

    @Test
    void a_password_comes_from_standard_input_alone() {
        answers.put("POST /api/v1/users", ADA);
        System.setIn(
                new ByteArrayInputStream("correct horse\nmore".getBytes(StandardCharsets.UTF_8)));

        assertThat(run("users", "add", "ada", "--reach", "gw7/http")).as(err.toString()).isZero();

        assertThat(requests.get("POST /api/v1/users"))
                .contains("\"name\":\"ada\"", "\"reach\":\"gw7/http\"", "\"correct horse\"");
        assertThat(out.toString()).contains("User ada is added.").doesNotContain("horse");
        System.setIn(new ByteArrayInputStream(new byte[0]));
        assertThat(run("users", "password", "ada")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no password");
    }

    @Test
    void users_are_listed_changed_and_revoked() {
        answers.put("GET /api/v1/users", "[" + ADA + "]");
        answers.put("POST /api/v1/users/ada/set", ADA);
        answers.put("POST /api/v1/users/ada%40example.org/revoke", ADA);
        answers.put(
                "GET /api/v1/attempts?limit=50&user=ada",
                "[{\"at\":\"T\",\"source\":\"192.0.2.1\",\"kind\":\"password\",\"user\":\"ada\",\"admitted\":false,\"detail\":\"why\"}]");

        assertThat(run("users", "list")).isZero();
        assertThat(run("users", "set", "ada", "--reach", "", "--json")).isZero();
        assertThat(run("users", "revoke", "ada@example.org")).as(err.toString()).isZero();
        assertThat(run("users", "audit", "--user", "ada")).isZero();

        assertThat(out.toString()).contains("gw7/http", "ACTIVE", "192.0.2.1", "denied", ADA);
        assertThat(requests.get("POST /api/v1/users/ada/set")).isEqualTo("{\"reach\":\"\"}");
        assertThat(run("users", "set", "ada")).isEqualTo(2);
        assertThat(run("users", "restore", "eve")).isEqualTo(1);
    }

    @Test
    void a_token_is_printed_alone_so_that_a_script_can_take_it() {
        answers.put("POST /api/v1/tokens", "{\"id\":\"00112233\",\"token\":\"rvl_00112233_x\"}");
        answers.put("POST /api/v1/tokens/00112233/revoke", "{}");

        assertThat(run("tokens", "add", "ada", "--for", "12h", "--scope", "gw7")).isZero();

        assertThat(out.toString().strip()).isEqualTo("rvl_00112233_x");
        assertThat(requests.get("POST /api/v1/tokens"))
                .isEqualTo("{\"user\":\"ada\",\"scope\":\"gw7\",\"validitySeconds\":43200}");
        assertThat(run("tokens", "revoke", "00112233")).isZero();
        assertThat(run("tokens", "revoke", "rvl_00112233_secret")).isEqualTo(2);
        assertThat(run("tokens", "add", "ada", "--for", "soon")).isEqualTo(2);
    }

    @Test
    void a_service_is_opened_for_an_address_shown_and_closed() {
        String grant =
                "{\"id\":\"00112233\",\"gateway\":\"gw7\",\"service\":\"http\",\"address\":\"192.0.2.1\",\"expiresAt\":\"T\",\"user\":\"x\"}";
        answers.put("POST /api/v1/grants", grant);
        answers.put("GET /api/v1/grants", "[" + grant + "]");
        answers.put("POST /api/v1/grants/00112233/close", grant);

        assertThat(run("open", "gw7/http", "--for", "30m", "--address", "192.0.2.1"))
                .as(err.toString())
                .isZero();
        assertThat(requests.get("POST /api/v1/grants"))
                .isEqualTo(
                        "{\"gateway\":\"gw7\",\"service\":\"http\",\"address\":\"192.0.2.1\",\"validitySeconds\":1800}");
        assertThat(out.toString()).contains("gw7/http is open for 192.0.2.1 until T.");
        assertThat(run("open")).as(err.toString()).isZero();
        assertThat(run("open", "--list", "--json")).isZero();
        assertThat(out.toString()).contains("UNTIL", "[" + grant + "]");
        assertThat(run("open", "--close", "00112233")).isZero();
        assertThat(run("open", "--close", "all")).isEqualTo(2);
    }

    private int run(String... args) {
        List<String> line = new ArrayList<>(List.of(args));
        line.add("--home");
        line.add(home.toString());
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line.toArray(String[]::new));
    }
}
