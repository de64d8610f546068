/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a formatter does not see to in the sources. */
class SourcesTest {
    private static final Path TOP = Path.of(System.getProperty("reveille.top", "../.."));
    private static final int LINES = 400;
    private static final Map<String, String> HEADERS =
            Map.of(
                    ".java", "/* SPDX-License-Identifier: EPL-2.0 */",
                    ".xml", "<!-- SPDX-License-Identifier: EPL-2.0 -->",
                    ".bnd", "# SPDX-License-Identifier: EPL-2.0",
                    ".bndrun", "# SPDX-License-Identifier: EPL-2.0",
                    ".cfg", "# SPDX-License-Identifier: EPL-2.0",
                    ".properties", "# SPDX-License-Identifier: EPL-2.0",
                    "reveille", "# SPDX-License-Identifier: EPL-2.0",
                    "bin/start", "# SPDX-License-Identifier: EPL-2.0");

    @Test
    void every_file_names_its_licence_at_its_top() {
        assertThat(files(".java")).hasSizeGreaterThan(100);
        HEADERS.forEach(
                (suffix, header) ->
                        assertThat(
                                        files(suffix).stream()
                                                .filter(
                                                        file ->
                                                                lines(file).stream()
                                                                        .limit(3)
                                                                        .noneMatch(header::equals)))
                                .as("without a licence")
                                .isEmpty());
    }

    @Test
    void no_java_file_is_longer_than_a_reader_can_bear() {
        assertThat(files(".java").stream().filter(file -> lines(file).size() > LINES))
                .as("over %d lines: split by responsibility", LINES)
                .isEmpty();
    }

    @Test
    void no_test_sleeps() {
        Pattern sleep = Pattern.compile("Thread\\.sleep\\(|TimeUnit\\.[A-Z]+\\.sleep\\(");
        assertThat(saying(sleep).stream().filter(file -> file.toString().contains("/src/test/")))
                .as("sleeping: await a condition instead")
                .isEmpty();
    }

    @Test
    void nothing_is_left_for_later() {
        Pattern later = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
        assertThat(saying(later)).as("with work left").isEmpty();
    }

    private static List<Path> saying(Pattern words) {
        return files(".java").stream()
                .filter(file -> lines(file).stream().anyMatch(words.asPredicate()))
                .toList();
    }

    private static List<Path> files(String suffix) {
        List<String> roots = List.of("bundles", "features", "target-platform", "tests", "reveille");
        return roots.stream()
                .map(TOP::resolve)
                .flatMap(SourcesTest::walk)
                .filter(file -> file.toString().endsWith(suffix))
                .toList();
    }

    private static Stream<Path> walk(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> !TOP.relativize(file).toString().contains("target/"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
