/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person types is done, or it is said why not. */
@Tag("lab")
class LabConsoleTest {
    @RegisterExtension static final Lab LAB = new Lab();

    @Test
    void orders_are_carried_out_until_quit() throws IOException {
        String said =
                typed(
                        "address device 100.64.3.3",
                        "address carrier 192.0.2.33",
                        "loss 2.5",
                        "rate 512",
                        "nat-reset told",
                        "status",
                        "quit",
                        "address device 100.64.4.4");

        assertThat(said).contains("device 100.64.3.3, carrier 192.0.2.33").doesNotContain("no:");
        assertThat(LAB.network().device().address()).isEqualTo("100.64.3.3");
        Namespace carrier = LAB.network().carrier().namespace();
        assertThat(carrier.output("nft", "list", "ruleset"))
                .contains("numgen random mod 1000 < 25", "reject with tcp reset");
        assertThat(carrier.output("tc", "qdisc", "show", "dev", "lan")).contains("rate 512Kbit");
    }

    @Test
    void wrong_orders_are_answered_and_change_nothing() throws IOException {
        String before = LAB.network().carrier().namespace().output("nft", "-s", "list", "ruleset");

        assertThat(
                        typed(
                                        "loss 101",
                                        "loss x",
                                        "blackhole maybe",
                                        "address device",
                                        "address me 1.2.3.4",
                                        "address device 100.64.256.1",
                                        "address device 100.64.0.1",
                                        "address carrier 100.64.0.9")
                                .lines())
                .hasSize(8)
                .allMatch(line -> line.startsWith("no: "));
        assertThat(typed("dance")).contains("nat-reset");
        assertThat(LAB.network().carrier().namespace().output("nft", "-s", "list", "ruleset"))
                .isEqualTo(before);
    }

    private static String typed(String... lines) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        new LabConsole(LAB.network(), new PrintStream(said, true, StandardCharsets.UTF_8))
                .run(new BufferedReader(new StringReader(String.join("\n", lines))));
        return said.toString(StandardCharsets.UTF_8);
    }
}
