/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import io.reveille.cli.demo.DemoSite;
import io.reveille.tests.mail.MailHost;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** E-mail as the only channel: exim and dovecot between the server and a gateway without SMS. */
class MailOnlyTest {
    private static final String ACCOUNT = "pump";

    @RegisterExtension
    static final Site SITE = new Site(() -> Map.of("echo", new EchoService().address()), Map.of());

    private static MailHost host;

    @BeforeAll
    static void replace_sms_by_mail() throws IOException {
        Optional<String> missing = MailHost.missing();
        missing.ifPresent(what -> System.err.println("SKIPPED: MailOnlyTest: " + what));
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        host = MailHost.start();
        var unused = host.account(ACCOUNT);
        Path server = SITE.demo().serverDirectory();
        Path gateway = SITE.demo().gatewayDirectory();
        password(server.resolve("keys/mail.password"));
        password(gateway.resolve("keys/mail.password"));
        configure(gateway.resolve("etc/io.reveille.gateway.mail-test.cfg"), mailbox());
        configure(server.resolve("etc/io.reveille.server.signal.mail-test.cfg"), submission());
        Files.delete(server.resolve("etc").resolve(DemoSite.SMPP_CONFIGURATION));
        JsonObject mailbox = new JsonObject();
        mailbox.addProperty("email", ACCOUNT + "@" + MailHost.DOMAIN);
        SITE.demo().api().post("gateways/" + DemoSite.GATEWAY + "/reach", mailbox);
        Path status = gateway.resolve("run/status.json");
        await().atMost(Site.LIMIT)
                .until(() -> Files.readString(status).contains("waiting for mail"));
        await().atMost(Site.LIMIT)
                .until(
                        () -> SITE.demo().api().get("status").toString(),
                        routes -> routes.contains("mail localhost") && !routes.contains("smpp"));
    }

    private static Map<String, String> mailbox() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("host", "localhost");
        values.put("port", Integer.toString(host.ports().imaps()));
        values.put("tls.ca.file", host.caFile().toString());
        values.put("user", ACCOUNT);
        return values;
    }

    private static Map<String, String> submission() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("host", "localhost");
        values.put("port", Integer.toString(host.ports().smtp()));
        values.put("tls.ca.file", host.caFile().toString());
        values.put("user", MailHost.SUBMITTER);
        values.put("from", "wake@" + MailHost.DOMAIN);
        return values;
    }

    private static void configure(Path file, Map<String, String> values) throws IOException {
        StringBuilder text = new StringBuilder();
        values.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        Files.writeString(file, text);
    }

    private static void password(Path file) throws IOException {
        Files.writeString(file, MailHost.PASSWORD + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void a_mail_brings_the_tunnel_up_and_the_octets_through() throws Exception {
        byte[] sent = "by mail alone".getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = SITE.connect("echo")) {
            socket.getOutputStream().write(sent);
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).isEqualTo(sent);
        }

        assertThat(SITE.newest().toString()).contains("mail localhost").doesNotContain("smpp");
        await().atMost(Site.LIMIT)
                .until(() -> host.account(ACCOUNT).folder("Reveille").size() == 1);
        assertThat(host.account(ACCOUNT).inbox()).isEmpty();
    }
}
