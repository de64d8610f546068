/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.reveille.cli.Main;
import io.reveille.cli.demo.DemoSite;
import io.reveille.emulator.ModemEmulator;
import io.reveille.emulator.ModemEmulatorOptions;
import io.reveille.emulator.Subscriber;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * An operator prints a request; somebody with nothing but a phone sends it. The phone is an
 * emulated modem in the same network, in the hands of gammu.
 */
class ByHandTest {
    private static final String PHONE = "+491700000042";

    @RegisterExtension
    static final Site SITE = new Site(() -> Map.of("echo", new EchoService().address()), Map.of());

    @TempDir Path directory;

    @BeforeEach
    void no_tunnel_is_up() {
        SITE.demo().killGateway();
        await().atMost(Site.LIMIT).until(() -> tunnels() == 0);
        SITE.demo().startGateway();
    }

    @Test
    void the_printed_text_sent_from_any_phone_brings_the_tunnel_that_the_next_client_uses()
            throws Exception {
        String gammu = Programs.require("gammu");
        JsonObject slip = request("--print");
        assertThat(slip.get("to").getAsString()).isEqualTo(DemoSite.NUMBER);

        sendFromPhone(gammu, slip.get("text").getAsString());

        await().atMost(Site.LIMIT).until(() -> tunnels() == 1);
        assertThat(echoed("by hand")).isEqualTo("by hand");
        JsonObject session = SITE.newest();
        assertThat(Site.steps(session)).contains("C", "I").doesNotContain("D");
    }

    @Test
    void within_a_longer_letter_it_is_found_and_a_client_that_waits_gets_its_octets()
            throws Exception {
        String gammu = Programs.require("gammu");
        JsonObject slip = request("--expect");
        String letter =
                "Good morning, this is Jo from the waterworks. The pump is asked to call home; please do not answer this. "
                        + slip.get("text").getAsString()
                        + " Thank you, and have a nice day.";
        try (Socket client = SITE.connect("echo")) {
            client.getOutputStream().write("waiting".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();

            sendFromPhone(gammu, letter);

            assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("waiting");
        }
        JsonObject record = SITE.session(slip.get("session").getAsString());
        assertThat(record.get("outcome").getAsString()).isEqualTo("COMPLETED");
        assertThat(Site.steps(record)).contains("D", "H");
        assertThat(signalsSent()).as("sent by the server").isZero();
    }

    private static JsonObject request(String manner) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit =
                Main.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(
                                "request",
                                DemoSite.GATEWAY,
                                "echo",
                                manner,
                                "--json",
                                "--home",
                                SITE.demo().serverDirectory().toString());
        assertThat(exit).as(err.toString()).isZero();
        return JsonParser.parseString(out.toString()).getAsJsonObject();
    }

    private void sendFromPhone(String gammu, String text) throws Exception {
        try (ModemEmulator phone =
                ModemEmulator.start(
                        ModemEmulatorOptions.of(Subscriber.of(PHONE))
                                .withLine("pty:" + directory.resolve("phone"))
                                .withCentre(SITE.demo().radioAddress()))) {
            Path configuration =
                    Files.write(
                            directory.resolve("gammurc"),
                            List.of(
                                    "[gammu]",
                                    "device = " + phone.address().substring("serial:".length()),
                                    "connection = at115200"));
            Programs.Result sent =
                    Programs.run(
                            List.of(
                                    gammu,
                                    "-c",
                                    configuration.toString(),
                                    "sendsms",
                                    "TEXT",
                                    DemoSite.NUMBER,
                                    "-len",
                                    "600",
                                    "-text",
                                    text));
            assertThat(sent.exitCode()).as(sent.output()).isZero();
        }
    }

    private static String echoed(String text) throws Exception {
        try (Socket socket = SITE.connect("echo")) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static int tunnels() {
        return status().getAsJsonArray("tunnels").size();
    }

    private static int signalsSent() {
        return status().getAsJsonObject("signals")
                .getAsJsonObject("day")
                .get("messages")
                .getAsInt();
    }

    private static JsonObject status() {
        return SITE.demo().api().get("status").getAsJsonObject();
    }
}
