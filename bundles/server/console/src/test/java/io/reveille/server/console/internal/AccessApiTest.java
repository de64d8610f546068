/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.reveille.crypto.Secret;
import io.reveille.server.registry.BearerCredentials;
import io.reveille.server.registry.ClientVerdict;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.PasswordCredentials;
import io.reveille.server.registry.PortRange;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.internal.ServerRegistry;
import io.reveille.server.registry.internal.SessionRetention;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessApiTest {
    @TempDir Path home;
    private ServerRegistry registry;
    private AccessApi api;

    @BeforeEach
    void open() {
        registry =
                ServerRegistry.open(
                        new ServerSettings(
                                "fleet.test",
                                "proxy.fleet.test",
                                IpLiterals.parseList("203.0.113.7"),
                                new PortRange(20000, 20999),
                                home),
                        SessionRetention.DEFAULT,
                        Optional::empty,
                        InstantSource.system());
        api = new AccessApi(registry.users(), registry.tokens(), registry.grants());
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void a_user_is_added_changed_shut_out_and_let_in_again() throws Exception {
        JsonObject added =
                post(
                        "users",
                        "{\"name\":\"ada\",\"reach\":\"gw7/http\",\"password\":\"correct horse\"}");
        assertThat(added.toString()).doesNotContain("horse").contains("\"hasPassword\":true");
        assertThat(login("ada", "correct horse")).isInstanceOf(ClientVerdict.Admitted.class);

        assertThat(post("users/ada/set", "{\"reach\":\"*\",\"role\":\"operator\"}"))
                .hasToString(get("users/ada").toString());
        assertThat(get("users").toString()).contains("\"*/*\"").contains("OPERATOR");
        post("users/ada/password", "{\"password\":\"battery staple\"}");
        assertThat(login("ada", "correct horse")).isInstanceOf(ClientVerdict.Denied.class);
        post("users/ada/certificates", "{\"bind\":\"" + "AB:".repeat(31) + "AB\"}");
        assertThat(get("users/ada").toString()).contains("ab".repeat(32));
        post("users/ada/certificates", "{\"unbind\":\"" + "ab".repeat(32) + "\"}");
        post("users/ada/revoke", "");
        assertThat(login("ada", "battery staple")).isInstanceOf(ClientVerdict.Denied.class);
        post("users/ada/restore", "{}");
        assertThat(login("ada", "battery staple")).isInstanceOf(ClientVerdict.Admitted.class);
        JsonArray attempts = get("attempts?user=ada").getAsJsonArray();
        assertThat(attempts).hasSize(3); // the same admission is written once a minute
    }

    @Test
    void a_token_is_told_once_and_ends_when_it_is_revoked() throws Exception {
        post("users", "{\"name\":\"ada\",\"reach\":\"*\"}");

        JsonObject issued =
                post("tokens", "{\"user\":\"ada\",\"validitySeconds\":3600,\"note\":\"backup\"}");

        String text = issued.get("token").getAsString();
        String id = issued.get("id").getAsString();
        assertThat(text).startsWith("rvl_" + id);
        assertThat(get("tokens").toString()).contains("backup").doesNotContain(text);
        assertThat(bearer(text)).isInstanceOf(ClientVerdict.Admitted.class);
        post("tokens/" + id + "/revoke", "{}");
        assertThat(bearer(text)).isInstanceOf(ClientVerdict.Denied.class);
        assertThatThrownBy(() -> post("tokens/" + id + "/revoke", "{}"))
                .isInstanceOf(NoSuchElementException.class);
        for (String seconds : new String[] {"0", "-5", "1.5", "\"60\"", "1e30"}) {
            assertThatThrownBy(
                            () ->
                                    post(
                                            "tokens",
                                            "{\"user\":\"ada\",\"validitySeconds\":%s}"
                                                    .formatted(seconds)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void says_what_is_wrong_with_an_order() {
        assertThatThrownBy(() -> post("users", "{}")).hasMessageContaining("name");
        assertThatThrownBy(() -> post("users", "{\"name\":\"a\",\"role\":\"king\"}"))
                .hasMessageContaining("king");
        assertThatThrownBy(() -> post("users/eve/revoke", "{}"))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> post("grants", "{\"gateway\":\"gw7\",\"address\":\"192.0.2.1\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gw7");
        assertThatThrownBy(() -> post("grants", "{\"gateway\":\"gw7\",\"address\":\"here\"}"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(get("grants").getAsJsonArray()).isEmpty();
        assertThat(answer("POST", "users/ada/nonsense", "{}")).isEmpty();
        assertThat(answer("DELETE", "users", "{}")).isEmpty();
    }

    private JsonElement get(String path) {
        return answer("GET", path, "").orElseThrow();
    }

    private JsonObject post(String path, String body) {
        return answer("POST", path, body).orElseThrow().getAsJsonObject();
    }

    private Optional<JsonElement> answer(String method, String pathAndQuery, String body) {
        String[] parts = pathAndQuery.split("\\?", 2);
        Map<String, String> query =
                parts.length > 1
                        ? Map.of(parts[1].split("=", 2)[0], parts[1].split("=", 2)[1])
                        : Map.of();
        return api.answer(new ApiRequest(method, parts[0], query, body), parts[0].split("/", -1));
    }

    private ClientVerdict login(String user, String password) throws Exception {
        return registry.access()
                .authenticate(
                        new PasswordCredentials(user, secret(password)),
                        IpLiterals.parse("192.0.2.1"))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private ClientVerdict bearer(String token) throws Exception {
        return registry.access()
                .authenticate(new BearerCredentials(secret(token)), IpLiterals.parse("192.0.2.1"))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private static Secret secret(String text) {
        return Secret.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
