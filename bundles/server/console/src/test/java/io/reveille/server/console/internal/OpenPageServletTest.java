/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.crypto.Secret;
import io.reveille.server.registry.AddressGrants;
import io.reveille.server.registry.ClientReach;
import io.reveille.server.registry.ClientRole;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.PortRange;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.UserRights;
import io.reveille.server.registry.internal.ServerRegistry;
import io.reveille.server.registry.internal.SessionRetention;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenPageServletTest {
    @TempDir Path home;
    private final HttpClient client = HttpClient.newHttpClient();
    private ServerRegistry registry;
    private AddressGrants grants;
    private Server jetty;
    private URI page;

    @BeforeEach
    void start() throws Exception {
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
        grants = registry.grants();
        registry.users().add("ada", new UserRights(ClientRole.CLIENT, ClientReach.EVERYTHING));
        registry.users()
                .password("ada", Secret.of("correct horse".getBytes(StandardCharsets.UTF_8)));
        jetty = new Server(new InetSocketAddress(IpLiterals.parse("127.0.0.1"), 0));
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(
                new ServletHolder(new OpenPageServlet(registry.access(), grants)), "/open");
        jetty.setHandler(context);
        jetty.start();
        int port = ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
        page = URI.create("http://127.0.0.1:" + port + "/open");
    }

    @AfterEach
    void stop() throws Exception {
        jetty.stop();
        registry.close();
    }

    @Test
    void says_from_where_the_person_comes_and_asks_who_it_is() throws Exception {
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());

        assertThat(response.body())
                .contains("You come from <strong>127.0.0.1</strong>", "name=\"password\"");
        assertThat(response.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy ->
                                assertThat(policy)
                                        .contains("default-src 'none'", "frame-ancestors 'none'"));
    }

    @Test
    void opens_nothing_for_strangers_nor_what_is_not_there() throws Exception {
        assertThat(post("user=ada&password=wrong&what=gw7", 403)).contains("wrong");
        assertThat(post("user=eve&password=correct+horse&what=gw7", 403)).contains("wrong");
        assertThat(post("what=gw7", 403)).contains("wrong");
        assertThat(post("user=ada&password=correct+horse&what=%3Cb%3E%2F%3Ci%3E", 400))
                .contains("&lt;b&gt;/&lt;i&gt;")
                .doesNotContain("<b>");
        assertThat(post("user=ada&password=correct+horse&what=gw7&minutes=x", 400))
                .contains("minutes must be a number");
        assertThat(post("user=%ZZ", 400)).contains("Not opened");
        assertThat(post("x".repeat(5000), 413)).contains("too much");
        assertThat(post("user=ada&password=correct+horse", 200))
                .contains("This is what you have open.");
        assertThat(grants.grants(Optional.empty())).isEmpty();
    }

    private String post(String form, int status) throws Exception {
        HttpResponse<String> response =
                client.send(
                        HttpRequest.newBuilder(page)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).doesNotContain("correct horse");
        return response.body();
    }
}
