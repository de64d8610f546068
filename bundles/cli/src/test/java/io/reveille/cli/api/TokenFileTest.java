/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.reveille.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {
    private static final String GRANT =
            "{\"id\":\"00112233\",\"gateway\":\"gw7\",\"service\":\"http\",\"address\":\"192.0.2.9\",\"expiresAt\":\"T\",\"user\":\"ada\"}";

    @TempDir Path directory;
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer api;
    private Path file;

    @BeforeEach
    void start_an_api() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        api.createContext(
                "/",
                exchange -> {
                    seen.add(
                            exchange.getRequestMethod()
                                    + " "
                                    + exchange.getRequestURI()
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("Authorization"));
                    byte[] body = GRANT.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        api.start();
        file = directory.resolve("token");
        Files.writeString(file, "rvl_00112233_secret\nmore\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterEach
    void stop() {
        api.stop(0);
    }

    @Test
    void who_has_a_token_needs_no_home_and_opens_for_the_own_address() {
        assertThat(run(url(), file, "open", "gw7/http")).as(err.toString()).isZero();

        assertThat(seen).containsExactly("POST /api/v1/open Bearer rvl_00112233_secret");
        assertThat(out.toString()).contains("open for 192.0.2.9 until T").doesNotContain("secret");
    }

    @Test
    void a_token_that_others_can_read_is_not_used() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(run(url(), file, "open", "gw7/http")).isEqualTo(1);

        assertThat(err.toString()).contains("can be read by others").doesNotContain("secret");
        assertThat(seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.1:4480",
                "http://127.0.0.1.example.com",
                "http://localhost@example.com",
                "ftp://127.0.0.1",
                "127.0.0.1:4480x"
            })
    void a_token_never_goes_through_a_network_in_clear(String elsewhere) {
        assertThat(run(elsewhere, file, "open", "gw7/http")).isNotZero();

        assertThat(err.toString()).contains("--url").doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\nrvl_00112233_secret", "two words", "caf\u00e9"})
    void what_is_no_token_is_not_sent(String content) throws IOException {
        Files.writeString(file, content);

        assertThat(run(url(), file, "open", "gw7/http")).isEqualTo(1);
        assertThat(run(url(), directory.resolve("none"), "open", "gw7/http")).isEqualTo(1);

        assertThat(err.toString()).contains("is no token", "cannot read");
        assertThat(seen).isEmpty();
    }

    private String url() {
        return "http://127.0.0.1:" + api.getAddress().getPort();
    }

    private int run(String url, Path token, String... args) {
        String[] line = new String[args.length + 4];
        System.arraycopy(args, 0, line, 0, args.length);
        line[args.length] = "--url";
        line[args.length + 1] = url;
        line[args.length + 2] = "--token-file";
        line[args.length + 3] = token.toString();
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line);
    }
}
