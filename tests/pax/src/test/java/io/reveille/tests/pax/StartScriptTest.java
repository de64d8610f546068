/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.pax;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code bin/start} of the assembled gateway, as a process of its own. */
public class StartScriptTest {
    private static final int SIGTERM = 128 + 15;

    @Rule public TemporaryFolder folder = new TemporaryFolder();
    private final List<Process> processes = new ArrayList<>();

    @After
    public void endWhatIsLeft() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    public void makes_a_private_home_and_ends_in_order_on_sigterm() throws Exception {
        // given
        Path home = folder.getRoot().toPath().resolve("some home");

        // when
        Process gateway = startAndAwait(home);

        // then
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home)));
        assertTrue(Files.exists(home.resolve("etc/system.properties")));
        assertTrue(Files.exists(home.resolve("etc/io.reveille.gateway-main.cfg")));

        // when
        gateway.destroy();

        // then
        assertTrue(gateway.waitFor(30, TimeUnit.SECONDS));
        assertEquals(SIGTERM, gateway.exitValue());
    }

    @Test
    public void runs_a_gateway_for_each_configuration_file() throws Exception {
        // given
        Path etc = Files.createDirectories(folder.getRoot().toPath().resolve("home/etc"));
        Files.writeString(
                etc.resolve("io.reveille.gateway-one.cfg"), "home=" + folder.newFolder() + "\n");
        Files.writeString(
                etc.resolve("io.reveille.gateway-two.cfg"), "home=" + folder.newFolder() + "\n");

        // when
        Process process = start(etc.getParent());

        // then
        awaitLines(process, List.of("not enrolled", "not enrolled", "running on"));
    }

    @Test
    public void runs_two_homes_from_one_installation_and_writes_nothing_into_it() throws Exception {
        // given
        List<Path> before = installation();

        // when
        Process one = startAndAwait(folder.getRoot().toPath().resolve("one"));
        Process two = startAndAwait(folder.getRoot().toPath().resolve("two"));

        // then
        assertTrue(one.isAlive() && two.isAlive());
        assertEquals(before, installation());
    }

    @Test
    public void refuses_a_home_that_is_in_use() throws Exception {
        // given
        Path home = folder.getRoot().toPath().resolve("home");
        Process first = startAndAwait(home);

        // when
        Process second = start(home);

        // then
        String said = new String(second.getInputStream().readAllBytes(), UTF_8);
        assertEquals(home.toRealPath() + " is in use by another process", said.strip());
        assertEquals(75, second.waitFor());
        assertTrue(first.isAlive());
    }

    @Test
    public void keeps_the_settings_of_a_home_that_has_some() throws Exception {
        // given
        Path etc = Files.createDirectories(folder.getRoot().toPath().resolve("home/etc"));
        Files.writeString(etc.resolve("system.properties"), "# mine\n\nmy.key=a value\n");

        // when
        startAndAwait(etc.getParent());

        // then
        try (Stream<Path> files = Files.list(etc)) {
            assertEquals(List.of(etc.resolve("system.properties")), files.toList());
        }
    }

    @Test
    public void says_which_line_of_the_system_properties_is_wrong() throws Exception {
        // given
        Path etc = Files.createDirectories(folder.getRoot().toPath().resolve("home/etc"));
        Files.writeString(etc.resolve("system.properties"), "port 4480\n");

        // when
        Process gateway = start(etc.getParent());

        // then
        String said = new String(gateway.getInputStream().readAllBytes(), UTF_8);
        assertTrue(said, said.contains("expected name=value, got 'port 4480'"));
        assertEquals(1, gateway.waitFor());
    }

    private Process startAndAwait(Path home) throws IOException {
        Process process = start(home);
        awaitLines(process, List.of("running on "));
        return process;
    }

    /** Reads on until each of the words was in a line of its own, in any order. */
    private static void awaitLines(Process process, List<String> words) throws IOException {
        List<String> missing = new ArrayList<>(words);
        StringBuilder said = new StringBuilder();
        BufferedReader output = process.inputReader();
        while (!missing.isEmpty()) {
            String line = output.readLine();
            if (line == null) {
                throw new AssertionError(
                        "without " + missing + " the gateway ended with:\n" + said);
            }
            said.append(line).append('\n');
            missing.stream().filter(line::contains).findFirst().ifPresent(missing::remove);
        }
    }

    private Process start(Path home) throws IOException {
        Path script = new Feature("gateway").directory().resolve("bin/start");
        ProcessBuilder builder = new ProcessBuilder(script.toString(), "--home", home.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.redirectErrorStream(true).start();
        processes.add(process);
        return process;
    }

    private static List<Path> installation() throws IOException {
        try (Stream<Path> files = Files.walk(new Feature("gateway").directory())) {
            return files.sorted().toList();
        }
    }
}
