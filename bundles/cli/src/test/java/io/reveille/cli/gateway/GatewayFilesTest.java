/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.reveille.cli.Main;
import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.TlsIdentity;
import io.reveille.gateway.agent.AuditLog;
import io.reveille.gateway.agent.FleetMembership;
import io.reveille.gateway.agent.GatewayIdentity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be seen of a gateway from its files, whether it runs or not. */
class GatewayFilesTest {
    @TempDir Path home;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shows_who_the_gateway_is_and_its_keys() throws Exception {
        enrolled();

        assertThat(run("status")).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("gateway: pump-17", "generation: 3", "senders: 7", "certificateUntil: ");

        out.getBuffer().setLength(0);
        assertThat(run("status", "--json")).isZero();
        JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertThat(json.get("gateway").getAsString()).isEqualTo("pump-17");
        assertThat(out.toString()).doesNotContain("PRIVATE");
    }

    @Test
    void says_what_to_do_where_there_is_no_gateway() {
        assertThat(run("status")).isEqualTo(1);
        assertThat(run("audit")).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(2);
        assertThat(err.toString()).contains("reveille gateway enroll", "--home");
    }

    @Test
    void shows_the_audit_log_and_that_its_chain_holds() throws Exception {
        log("started", "accepted", "tunnel-up");

        assertThat(run("audit", "--limit", "2")).isZero();
        assertThat(out.toString().lines())
                .hasSize(2)
                .last()
                .asString()
                .contains("3  ", "tunnel-up");
        assertThat(run("audit", "--verify")).isZero();
        assertThat(out.toString()).contains("holds from number 1 to 3");
        assertThat(run("audit", "--json")).isZero();
        assertThat(out.toString()).contains("\"whole\":true");
    }

    @Test
    void a_changed_line_is_found_and_told_where() throws Exception {
        log("started", "refused", "tunnel-up");
        Path file = AuditLog.file(home);
        Files.writeString(file, Files.readString(file).replace("refused", "accepted"));

        assertThat(run("audit", "--verify")).isEqualTo(1);
        assertThat(err.toString()).contains("broken", "audit.jsonl, line 2");
        assertThat(run("audit", "--verify", "--json")).isEqualTo(1);
        assertThat(out.toString()).contains("\"whole\":false");
        assertThat(run("audit")).isZero();
    }

    private void log(String... events) throws Exception {
        try (AuditLog log = AuditLog.open(home, Clock.systemUTC())) {
            for (String event : events) {
                log.append(event, Map.of("origin", "sms"));
            }
        }
    }

    private void enrolled() throws Exception {
        FleetCa ca = FleetCa.create("fleet", Instant.now());
        KeyPair keys = CertificateSigning.newKeyPair();
        new GatewayIdentity(
                        "pump-17",
                        3,
                        SealingKeyPair.generate(),
                        new TlsIdentity(
                                keys.getPrivate(),
                                List.of(
                                        ca.issueGateway(
                                                CertificateSigning.parse(
                                                        CertificateSigning.requestPem(
                                                                keys, "pump-17")),
                                                "pump-17",
                                                Instant.now(),
                                                Duration.ofDays(90)))),
                        new FleetMembership(
                                ca.certificate(),
                                "proxy.fleet.test",
                                "fleet.test",
                                Map.of(7, SealingKeyPair.generate().publicKey()),
                                List.of(InetAddress.getLoopbackAddress()),
                                Optional.empty()))
                .store(home);
    }

    private int run(String command, String... options) {
        String[] args = new String[options.length + 4];
        args[0] = "gateway";
        args[1] = command;
        args[2] = "--home";
        args[3] = home.toString();
        System.arraycopy(options, 0, args, 4, options.length);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
