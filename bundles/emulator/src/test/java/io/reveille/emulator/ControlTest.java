/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults on demand, by the control protocol. */
class ControlTest {
    private ModemEmulator modem;
    private Socket control;
    private BufferedReader answers;

    @BeforeEach
    void start() throws IOException {
        modem =
                ModemEmulator.start(
                        ModemEmulatorOptions.of(Subscriber.of("+4915112345678"))
                                .withLine("tcp:127.0.0.1:0")
                                .withControl(
                                        new InetSocketAddress(
                                                InetAddress.getLoopbackAddress(), 0)));
        InetSocketAddress at = modem.control().orElseThrow();
        control = new Socket(at.getAddress(), at.getPort());
        control.setSoTimeout(10_000);
        answers =
                new BufferedReader(
                        new InputStreamReader(control.getInputStream(), StandardCharsets.US_ASCII));
    }

    @AfterEach
    void stop() throws IOException {
        control.close();
        modem.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reset",
                "reset-during-next-command",
                "garbage 10",
                "echo on",
                "one-byte-at-a-time off",
                "glue-lines on",
                "delay 10",
                "lose-answers 0",
                "memory-full off",
                "refuse-indications on",
                "mute-unsolicited on",
                "unplug",
                "plug-in",
                "coverage off",
                "say +CREG: 1",
                "interrupt-next-answer RING"
            })
    void every_order_is_obeyed(String order) throws IOException {
        assertThat(ask(order)).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "explode",
                "echo",
                "echo maybe",
                "garbage",
                "garbage 0",
                "garbage -1",
                "garbage 99999999999",
                "delay x",
                "deliver",
                "deliver 00",
                "say"
            })
    void anything_else_is_an_error_that_says_what_is_wrong(String order) throws IOException {
        assertThat(ask(order)).startsWith("error ").hasSizeGreaterThan("error ".length());
    }

    @Test
    void a_message_is_delivered() throws IOException {
        assertThat(ask("deliver 040B914451551532F400006211011201000005E8329BFD06")).isEqualTo("ok");

        await().untilAsserted(() -> assertThat(modem.stored("SM")).isEqualTo(1));
    }

    @Test
    void a_fault_takes_effect() throws Exception {
        try (AtTerminal terminal = new AtTerminal(modem.address())) {
            assertThat(terminal.ask("AT")).containsExactly("OK");
            assertThat(ask("say RING")).isEqualTo("ok");
            assertThat(terminal.await("RING")).isEqualTo("RING");
        }
    }

    @Test
    void an_endless_order_ends_the_conversation_only() throws IOException {
        control.getOutputStream().write("x".repeat(5_000).getBytes(StandardCharsets.US_ASCII));
        assertThat(hungUp()).isTrue();

        InetSocketAddress at = modem.control().orElseThrow();
        try (Socket again = new Socket(at.getAddress(), at.getPort())) {
            again.getOutputStream().write("reset\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(again.getInputStream().read()).isEqualTo('o');
        }
    }

    private boolean hungUp() {
        try {
            return control.getInputStream().read() < 0;
        } catch (IOException e) {
            return true; // reset, since not all was read
        }
    }

    private String ask(String order) throws IOException {
        control.getOutputStream().write((order + "\n").getBytes(StandardCharsets.US_ASCII));
        return answers.readLine();
    }
}
