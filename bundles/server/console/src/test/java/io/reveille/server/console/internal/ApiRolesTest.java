/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.Secret;
import io.reveille.server.registry.AccessAttempt;
import io.reveille.server.registry.ApiTokens;
import io.reveille.server.registry.ClientReach;
import io.reveille.server.registry.ClientRole;
import io.reveille.server.registry.EnrolmentClaim;
import io.reveille.server.registry.EnrolmentClaim.ClaimedService;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.UserRights;
import io.reveille.server.registry.internal.ServerRegistry;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
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
import org.junit.jupiter.params.provider.EnumSource;

class ApiRolesTest {
    private static final String PASSWORD = "correct horse";

    @TempDir Path home;
    private final HttpClient client = HttpClient.newHttpClient();
    private ServerRegistry registry;
    private Server jetty;
    private URI base;

    @BeforeEach
    void start() throws Exception {
        ApiForTest server = ApiForTest.open(home, new PartsForTest());
        registry = server.registry();
        for (ClientRole role : ClientRole.values()) {
            registry.users().add(name(role), new UserRights(role, ClientReach.parse("gw7/http")));
        }
        jetty = new Server(new InetSocketAddress(IpLiterals.parse("127.0.0.1"), 0));
        ServletContextHandler context = new ServletContextHandler("/");
        ApiDoor door = new ApiDoor(ApiToken.random(), registry.access());
        context.addServlet(new ServletHolder(new ApiServlet(server.api(), door)), "/api/v1/*");
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

    @ParameterizedTest
    @EnumSource
    void a_token_opens_what_its_users_role_may_and_no_more(ClientRole role) throws Exception {
        String token = bearer(issue(role, ClientReach.EVERYTHING));
        for (ApiRoute route : ApiRoute.values()) {
            if (route == ApiRoute.KEYS_ROTATE) {
                continue; // takes an empty order, and its time
            }
            String[] parts = route.toString().split(" ", 2);

            HttpResponse<String> answer = send(parts[0], parts[1].replace("*", "x"), "{}", token);

            if (route.isFor(role)) {
                assertThat(answer.statusCode()).as(route + ": " + answer.body()).isNotIn(401, 403);
            } else {
                assertThat(answer.statusCode()).as(route + ": " + answer.body()).isEqualTo(403);
                assertThat(answer.body())
                        .contains(
                                route + " needs the role " + name(route.role()),
                                "has the role " + name(role));
            }
        }
    }

    @Test
    void users_come_in_by_name_and_password() throws Exception {
        registry.users().password("operator", secret(PASSWORD));

        assertThat(send("GET", "status", "", basic("operator", PASSWORD)).statusCode())
                .isEqualTo(200);
        assertThat(send("GET", "users", "", basic("operator", PASSWORD)).statusCode())
                .isEqualTo(403);
        HttpResponse<String> wrong = send("GET", "status", "", basic("operator", "battery"));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(send("GET", "status", "", basic("nobody", PASSWORD)).body())
                .isEqualTo(wrong.body());
        assertThat(registry.users().attempts(10, Optional.of("operator")))
                .extracting(AccessAttempt::admitted)
                .containsExactly(false, true);
    }

    @Test
    void who_tries_too_often_is_refused_though_the_password_is_right_now() throws Exception {
        registry.users().password("operator", secret(PASSWORD));
        String wrongToken = bearer("rvl_00000000_" + "A".repeat(43));
        for (int i = 0; i < 10; i++) {
            assertThat(send("GET", "status", "", wrongToken).statusCode()).isEqualTo(401);
        }

        assertThat(send("GET", "status", "", basic("operator", PASSWORD)).statusCode())
                .isEqualTo(401);

        assertThat(registry.users().attempts(1, Optional.of("operator")))
                .extracting(AccessAttempt::detail)
                .containsExactly("too many attempts");
    }

    @Test
    void a_token_of_little_scope_has_no_role_and_a_revoked_or_expired_one_no_user()
            throws Exception {
        String narrow = bearer(issue(ClientRole.ADMIN, ClientReach.parse("gw7/http")));
        assertThat(send("GET", "status", "", narrow).body())
                .contains("needs the role operator", "whatever the user's role");
        ApiTokens.Issued issued =
                registry.tokens()
                        .issue("admin", ClientReach.EVERYTHING, Duration.ofDays(1), "test");
        String token = bearer(text(issued));
        assertThat(send("GET", "users", "", token).statusCode()).isEqualTo(200);

        registry.users().change("admin", rights -> rights.withRole(ClientRole.CLIENT));
        assertThat(send("GET", "users", "", token).statusCode()).isEqualTo(403);
        registry.tokens().revoke(issued.token().id());
        assertThat(send("GET", "users", "", token).statusCode()).isEqualTo(401);
        registry.users().revoke("operator");
        assertThat(send("POST", "open", "{}", narrow).statusCode()).isEqualTo(400);
        registry.users().revoke("admin");
        assertThat(send("POST", "open", "{}", narrow).statusCode()).isEqualTo(401);
    }

    @Test
    void a_client_opens_what_it_reaches_for_its_own_address_alone() throws Exception {
        enrol();
        String token = bearer(issue(ClientRole.CLIENT, ClientReach.EVERYTHING));
        String order = "{\"gateway\":\"gw7\",\"service\":\"http\",\"validitySeconds\":60%s}";

        HttpResponse<String> opened = send("POST", "open", order.formatted(""), token);

        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
        assertThat(opened.body()).contains("\"address\":\"127.0.0.1\"", "\"user\":\"client\"");
        for (String more : List.of(",\"address\":\"192.0.2.1\"", ",\"user\":\"admin\"")) {
            assertThat(send("POST", "open", order.formatted(more), token).statusCode())
                    .isEqualTo(400);
        }
        assertThat(send("POST", "open", order.formatted("").replace("http", "ssh"), token).body())
                .contains("client may not reach gw7/ssh");
        String narrow = bearer(issue(ClientRole.CLIENT, ClientReach.parse("gw7/http")));
        assertThat(send("POST", "open", "{\"gateway\":\"gw7\"}", narrow).body())
                .contains("does not reach all services of gw7");
        assertThat(registry.grants().grants(Optional.empty())).hasSize(1);
    }

    @Test
    void an_operator_opens_within_its_own_reach_an_admin_within_that_of_any_user()
            throws Exception {
        enrol();
        String order = "{\"gateway\":\"gw7\",\"service\":\"%s\",\"address\":\"192.0.2.1\"%s}";
        String operator = bearer(issue(ClientRole.OPERATOR, ClientReach.EVERYTHING));
        registry.users().add("ada", new UserRights(ClientRole.CLIENT, ClientReach.EVERYTHING));

        assertThat(send("POST", "grants", order.formatted("http", ""), operator).body())
                .contains("\"user\":\"operator\"");
        assertThat(send("POST", "grants", order.formatted("ssh", ""), operator).statusCode())
                .isEqualTo(400);
        String asAda = order.formatted("ssh", ",\"user\":\"ada\"");
        assertThat(send("POST", "grants", asAda, operator).body()).contains("needs the role admin");
        String admin = bearer(issue(ClientRole.ADMIN, ClientReach.EVERYTHING));
        assertThat(send("POST", "grants", asAda, admin).body()).contains("\"user\":\"ada\"");
    }

    @Test
    void pages_of_other_sites_get_nothing_whatever_the_browser_adds() throws Exception {
        registry.users().password("admin", secret(PASSWORD));
        String admin = basic("admin", PASSWORD);
        assertThat(send("GET", "status", "", admin).statusCode()).isEqualTo(200);

        assertThat(send("POST", "users", "{}", admin, "Origin", "https://evil.example").body())
                .contains("pages of other sites");
        for (String site : List.of("cross-site", "same-site")) {
            assertThat(send("GET", "status", "", admin, "Sec-Fetch-Site", site).statusCode())
                    .isEqualTo(403);
        }
        assertThat(send("GET", "status", "", admin, "Sec-Fetch-Site", "none").statusCode())
                .isEqualTo(200);
    }

    private void enrol() throws Exception {
        String code =
                registry.enrolments().offer("gw7", Optional.empty(), Duration.ofMinutes(5)).code();
        registry.enrolments()
                .redeem(
                        new EnrolmentClaim(
                                code,
                                SealingKeyPair.generate().publicKey(),
                                CertificateSigning.requestPem(
                                        CertificateSigning.newKeyPair(), "gw7"),
                                List.of(
                                        new ClaimedService("http", 8080),
                                        new ClaimedService("ssh", 22))));
    }

    private String issue(ClientRole role, ClientReach scope) {
        return text(registry.tokens().issue(name(role), scope, Duration.ofDays(1), "test"));
    }

    private static String text(ApiTokens.Issued issued) {
        return new String(issued.text().copy(), StandardCharsets.US_ASCII);
    }

    private static String bearer(String token) {
        return "Bearer " + token;
    }

    private static String basic(String user, String password) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String name(ClientRole role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static Secret secret(String text) {
        return Secret.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> send(
            String method, String path, String body, String authorization, String... more)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Authorization", authorization)
                        .method(method, BodyPublishers.ofString(body));
        if (more.length > 0) {
            request.headers(more);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
