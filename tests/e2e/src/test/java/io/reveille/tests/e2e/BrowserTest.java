/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.reveille.cli.demo.DemoSite;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * People's browsers and programs that speak HTTP, at the entries by name: {@code ada} is a user of
 * the registry, and no address is trusted.
 */
class BrowserTest implements WebClients {
    private static final String PASSWORD = "a word for ada";

    @TempDir static Path folder;
    @TempDir static Path profiles;
    private static MeterPage page;
    private static WebCertificates certificates;
    private static OwnTls ownTls;
    private static int sniPort;

    @RegisterExtension
    static final Site SITE =
            new Site(BrowserTest::services, BrowserTest::entries, Map.of("idle.timeout", "5s"));

    private static Map<String, String> services() throws Exception {
        page = new MeterPage();
        certificates = WebCertificates.in(folder);
        ownTls = OwnTls.start(certificates.ofTheDevice());
        try (ServerSocket nobody = Terminal.free()) {
            return Map.of(
                    "http", "127.0.0.1:" + page.port(),
                    "panel", "127.0.0.1:" + page.port(),
                    "https", "127.0.0.1:" + ownTls.port(),
                    "dead", "127.0.0.1:" + nobody.getLocalPort());
        }
    }

    private static Map<String, String> entries() throws Exception {
        try (ServerSocket sni = Terminal.free()) {
            sniPort = sni.getLocalPort();
        }
        return Map.of(
                "client.allow", "192.0.2.0/24",
                "sni.listen", "127.0.0.1",
                "sni.port", String.valueOf(sniPort),
                "sni.certificate", folder.resolve("tls.pem").toString(),
                "sni.key", folder.resolve("tls.key").toString());
    }

    @BeforeAll
    static void register() {
        JsonObject ada = new JsonObject();
        ada.addProperty("name", "ada");
        ada.addProperty("password", PASSWORD);
        ada.addProperty("reach", DemoSite.GATEWAY + "/http," + DemoSite.GATEWAY + "/dead");
        SITE.demo().api().post("users", ada);
        open("panel");
        open("https");
    }

    /** Opens a service for whoever is on this machine. */
    private static void open(String service) {
        JsonObject order = new JsonObject();
        order.addProperty("gateway", DemoSite.GATEWAY);
        order.addProperty("service", service);
        order.addProperty("address", "127.0.0.1");
        order.addProperty("validitySeconds", 600);
        SITE.demo().api().post("grants", order);
    }

    @AfterAll
    static void stop_the_terminal() {
        page.close();
        ownTls.close();
    }

    @Override
    public void awaitAsleep() {
        Awaitility.await()
                .atMost(Site.LIMIT)
                .until(
                        () ->
                                SITE.demo()
                                        .api()
                                        .get("status")
                                        .getAsJsonObject()
                                        .getAsJsonArray("tunnels")
                                        .isEmpty());
    }

    @Override
    public Programs.Result curl(String service, String... options) throws Exception {
        String host = service + "." + DemoSite.GATEWAY + "." + DemoSite.ZONE;
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Programs.require("curl"),
                                "-sSi",
                                "--max-time",
                                "60",
                                "--connect-to",
                                "::127.0.0.1:" + sniPort,
                                "--cacert",
                                folder.resolve("ca.pem").toString()));
        command.addAll(List.of(options));
        command.add("https://" + host + "/");
        return Programs.run(command);
    }

    @Override
    public String login() {
        return "ada:" + PASSWORD;
    }

    @Override
    public Path authorityOfTheDevice() {
        return folder.resolve("device-ca.pem");
    }

    @Test
    void chromium_waits_for_the_gateway_and_shows_a_page_that_talks_by_web_socket()
            throws Exception {
        String host = "http." + DemoSite.GATEWAY + "." + SITE.zone();
        awaitAsleep();
        try (Browser browser = browser()) {
            browser.login("ada", PASSWORD);
            browser.open("https://" + host + "/");
            Awaitility.await()
                    .atMost(Site.LIMIT)
                    .until(() -> browser.evaluate("document.title").equals("Waking " + host));
            assertThat(browser.evaluate("document.querySelectorAll('tr').length + ''"))
                    .isEqualTo("9");
            assertThat(browser.evaluate("document.body.innerText"))
                    .contains("This page goes on by itself.");

            assertThat(page.seen().poll(Site.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo(host + ": 21.5 degrees");
            assertThat(browser.evaluate("document.getElementById('reading').innerText"))
                    .isEqualTo("21.5 degrees");
            assertThat(browser.logins()).isEqualTo(1);
        }
    }

    @Test
    void chromium_comes_by_the_port_of_a_service_that_is_open_for_its_address() throws Exception {
        String host = DemoSite.GATEWAY + "." + SITE.zone();
        try (Browser browser = browser()) {
            browser.open("http://" + host + ":" + SITE.address("panel").getPort() + "/");
            assertThat(page.seen().poll(Site.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo(host + ": 21.5 degrees");
        }
    }

    private static Browser browser() throws Exception {
        String zone = SITE.zone();
        return Browser.start(
                Files.createTempDirectory(profiles, "one"),
                List.of(
                        "--ignore-certificate-errors-spki-list=" + certificates.pin(),
                        "--host-resolver-rules=MAP *."
                                + zone
                                + ":443 127.0.0.1:"
                                + sniPort
                                + ", MAP *."
                                + zone
                                + " 127.0.0.1"));
    }
}
