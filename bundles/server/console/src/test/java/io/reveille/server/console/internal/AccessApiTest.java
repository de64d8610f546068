/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.reveille.crypto.Secret;
import io.reveille.server.registry.BearerCredentials;
import io.reveille.server.registry.ClientVerdict;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.PasswordCredentials;
import io.reveille.server.registry.internal.ServerRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessApiTest {
    @TempDir Path home;
    private ServerRegistry registry;
    private ApiForTest api;

    @BeforeEach
    void open() {
        api = ApiForTest.open(home, new PartsForTest());
        registry = api.registry();
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
        refused(404, "tokens/" + id + "/revoke", "{}");
        for (String seconds : new String[] {"0", "-5", "1.5", "\"60\"", "1e30"}) {
            refused(400, "tokens", "{\"user\":\"ada\",\"validitySeconds\":%s}".formatted(seconds));
        }
    }

    @Test
    void says_what_is_wrong_with_an_order() {
        assertThat(refused(400, "users", "{}")).contains("name");
        assertThat(refused(400, "users", "{\"name\":\"a\",\"role\":\"king\"}")).contains("king");
        refused(404, "users/eve/revoke", "{}");
        assertThat(refused(400, "grants", "{\"gateway\":\"gw7\",\"address\":\"192.0.2.1\"}"))
                .contains("gw7");
        refused(400, "grants", "{\"gateway\":\"gw7\",\"address\":\"here\"}");
        assertThat(get("grants").getAsJsonArray()).isEmpty();
        refused(404, "users/ada/nonsense", "{}");
        assertThat(api.ask("DELETE", "users", "{}").status()).isEqualTo(405);
    }

    private JsonElement get(String path) {
        return api.ask("GET", path, "").body();
    }

    private JsonObject post(String path, String body) {
        ApiResponse response = api.ask("POST", path, body);
        assertThat(response.status()).as(response.body().toString()).isEqualTo(200);
        return response.body().getAsJsonObject();
    }

    private String refused(int status, String path, String body) {
        ApiResponse response = api.ask("POST", path, body);
        assertThat(response.status()).isEqualTo(status);
        return response.body().getAsJsonObject().get("error").getAsString();
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
