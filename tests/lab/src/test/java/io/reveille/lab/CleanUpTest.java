/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing of a lab stays, and no lab touches another. */
@Tag("lab")
class CleanUpTest {
    private static final Pattern NAME = Pattern.compile("The network (\\S+) is up:.*");

    @BeforeAll
    static void require_the_lab() {
        Lab.requireHere("CleanUpTest");
    }

    @Test
    void a_closed_lab_leaves_no_namespace_no_process_and_no_folder() {
        CarrierNetwork network = CarrierNetwork.up();
        String name = network.run().name();
        List<LabProcess> processes = network.run().processes();
        assertThat(namespaces()).contains(name + "-");
        assertThat(processes).isNotEmpty().allMatch(LabProcess::isAlive);

        network.close();

        assertThat(namespaces()).doesNotContain(name + "-");
        assertThat(processes).noneMatch(LabProcess::isAlive);
        assertThat(folder(name)).doesNotExist();
    }

    @Test
    void a_lab_that_is_told_to_end_removes_itself() throws Exception {
        Process told = person();
        String name = nameOf(told);
        assertThat(namespaces()).contains(name + "-");

        told.destroy();
        told.waitFor();

        assertThat(namespaces()).doesNotContain(name + "-");
        assertThat(folder(name)).doesNotExist();
    }

    @Test
    void the_next_lab_removes_what_a_killed_one_left_and_not_what_lives() throws Exception {
        Process killed = person();
        String gone = nameOf(killed);
        Process other = person();
        String living = nameOf(other);
        killed.destroyForcibly().waitFor();
        assertThat(namespaces()).contains(gone + "-", living + "-");

        LabRun.begin().close();

        assertThat(namespaces()).doesNotContain(gone + "-").contains(living + "-");
        assertThat(folder(gone)).doesNotExist();
        try (OutputStream orders = other.getOutputStream()) {
            orders.write("delay 5\nquit\n".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(other.waitFor()).isZero();
        assertThat(namespaces()).doesNotContain(living + "-");
    }

    private static Process person() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--network")
                .redirectErrorStream(true)
                .start();
    }

    private static String nameOf(Process person) throws Exception {
        BufferedReader said = person.inputReader();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher name = NAME.matcher(line);
            if (name.matches()) {
                return name.group(1);
            }
        }
        throw new AssertionError("the lab did not come up");
    }

    private static String namespaces() {
        return Programs.run(List.of("ip", "netns", "list"), "", Programs.SHORT).expected().text();
    }

    private static Path folder(String name) {
        return LabRun.ROOT.resolve(name);
    }
}
