/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.reveille.cli.demo.DemoSite;
import io.reveille.cli.demo.Distribution;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients from addresses that {@code client.allow} does not have (it has 127.0.0.1 alone), until a
 * user has opened a service for theirs; and operators who have but a token.
 */
interface OpenedClients {
    String HERS = "127.0.0.2";
    String ANOTHER = "127.0.0.3";
    String PASSWORD = "a long password";

    Site site();

    @Test
    default void a_person_opens_a_service_for_the_own_address_by_page_and_by_token()
            throws Exception {
        post("users", "{\"name\":\"ada\",\"reach\":\"*/http\",\"password\":\"" + PASSWORD + "\"}");
        assertThat(reaches(HERS)).isFalse();
        String form = "user=ada&password=%s&minutes=5&what=" + DemoSite.GATEWAY + "/http";
        assertThat(ask(HERS, "/open", "X: y", form.formatted("wrong"))).startsWith("HTTP/1.1 403");
        assertThat(reaches(HERS)).isFalse();

        assertThat(ask(HERS, "/open", "X: y", form.formatted("a+long+password")))
                .startsWith("HTTP/1.1 200")
                .contains("is open for " + HERS);
        assertThat(reaches(HERS)).isTrue();
        assertThat(reaches(ANOTHER)).isFalse();

        String id =
                site().demo()
                        .api()
                        .get("grants?user=ada")
                        .getAsJsonArray()
                        .get(0)
                        .getAsJsonObject()
                        .get("id")
                        .getAsString();
        post("grants/" + id + "/close", "{}");
        assertThat(reaches(HERS)).isFalse();

        String token = post("tokens", "{\"user\":\"ada\"}").get("token").getAsString();
        String order =
                "{\"gateway\":\"%s\",\"service\":\"http\",\"validitySeconds\":4}"
                        .formatted(DemoSite.GATEWAY);
        assertThat(ask(HERS, "/api/v1/open", "Authorization: Bearer " + token, order))
                .startsWith("HTTP/1.1 200");
        assertThat(reaches(HERS)).isTrue();
        assertThat(reaches(ANOTHER)).isFalse();
        await().atMost(Site.LIMIT).until(() -> !reaches(HERS));
    }

    @Test
    default void an_operator_uses_the_command_line_by_a_token_in_a_file(@TempDir Path folder)
            throws Exception {
        post("users", "{\"name\":\"olga\",\"role\":\"operator\",\"reach\":\"*\"}");
        Path file = Files.createFile(folder.resolve("token"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(
                file, post("tokens", "{\"user\":\"olga\"}").get("token").getAsString() + "\n");

        Programs.Result seen = cli(file, "devices", "--json");
        assertThat(seen.exitCode()).as(seen.errors()).isZero();
        assertThat(seen.text()).contains("\"" + DemoSite.GATEWAY + "\"");
        Programs.Result refused = cli(file, "devices", "revoke", DemoSite.GATEWAY);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.errors()).contains("needs the role admin, but olga by token");
    }

    private Programs.Result cli(Path token, String... words) throws Exception {
        List<String> command = new ArrayList<>(Distribution.running().cli(words));
        command.addAll(List.of("--url", url().toString(), "--token-file", token.toString()));
        return Programs.run(command);
    }

    private JsonObject post(String path, String body) {
        return site().demo()
                .api()
                .post(path, new Gson().fromJson(body, JsonObject.class))
                .getAsJsonObject();
    }

    private URI url() throws IOException {
        Path file = site().demo().serverDirectory().resolve("run").resolve("api.json");
        return URI.create(
                new Gson()
                        .fromJson(Files.readString(file), JsonObject.class)
                        .get("url")
                        .getAsString());
    }

    /** Whether a client from that address gets anything at the port of the service. */
    private boolean reaches(String from) throws IOException {
        return talk(from, site().address("http"), "GET / HTTP/1.0\r\n\r\n").startsWith("HTTP/1.");
    }

    private String ask(String from, String path, String field, String body) throws IOException {
        String type = body.startsWith("{") ? "json" : "x-www-form-urlencoded";
        return talk(
                from,
                new InetSocketAddress(url().getHost(), url().getPort()),
                "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s\r\nContent-Type: application/%s\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(path, field, type, body.length(), body));
    }

    private static String talk(String from, InetSocketAddress to, String words) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.setSoTimeout((int) Site.LIMIT.toMillis());
            socket.connect(to);
            socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException e) {
            return "cut off: " + e.getMessage();
        }
    }
}
