/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-22T10:15:30.123456Z"), ZoneOffset.UTC);

    @TempDir Path home;

    @Test
    void what_was_appended_is_read_back_chained() throws Exception {
        try (AuditLog log = AuditLog.open(home, CLOCK)) {
            log.append("refused", Map.of("reason", "LENGTH"));
            log.appendDurably("accepted", Map.of("proxy", "192.0.2.7:4433"));
        }

        AuditTrail trail = AuditLog.read(home);

        assertThat(trail.isWhole()).isTrue();
        assertThat(trail.entries()).extracting(AuditEntry::number).containsExactly(1L, 2L);
        AuditEntry accepted = trail.entries().get(1);
        assertThat(accepted.event()).isEqualTo("accepted");
        assertThat(accepted.at()).isEqualTo("2026-11-22T10:15:30.123Z");
        assertThat(accepted.details()).containsExactly(Map.entry("proxy", "192.0.2.7:4433"));
        assertThat(accepted.previous()).isEqualTo(trail.entries().get(0).hash());
    }

    @Test
    void anyone_can_recompute_a_hash_from_the_text() throws Exception {
        try (AuditLog log = AuditLog.open(home, CLOCK)) {
            log.append("refused", Map.of("reason", "LENGTH"));
        }

        String line = lines().get(0);
        String body = line.replaceFirst(",\"hash\":\"[0-9a-f]{64}\"", "");

        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
        assertThat(line).contains("\"hash\":\"" + HexFormat.of().formatHex(hash) + "\"");
    }

    @Test
    void the_chain_goes_on_after_reopening() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (AuditLog log = AuditLog.open(home, CLOCK)) {
                log.append("refused", Map.of());
            }
        }

        assertThat(AuditLog.read(home).entries())
                .extracting(AuditEntry::number)
                .containsExactly(1L, 2L, 3L);
        assertThat(AuditLog.read(home).isWhole()).isTrue();
    }

    @Test
    void a_changed_line_is_found() throws Exception {
        write("refused", "refused", "accepted", "refused");

        rewrite(lines -> lines.replace("\"accepted\"", "\"refused\""));

        assertThat(AuditLog.read(home).breaks())
                .containsExactly("audit.jsonl, line 3 is not as it was written");
    }

    @Test
    void a_removed_line_is_found() throws Exception {
        write("refused", "accepted", "refused");

        rewrite(text -> text.replaceFirst("(?m)^.*\"accepted\".*\n", ""));

        assertThat(AuditLog.read(home).breaks())
                .containsExactly("audit.jsonl, line 2 (number 3) does not follow number 1");
    }

    @Test
    void a_removed_beginning_is_found() throws Exception {
        write("refused", "accepted");
        rewrite(text -> text.replaceFirst("\"n\":1,", "\"n\":9,"));

        assertThat(AuditLog.read(home).isWhole()).isFalse();
    }

    @Test
    void swapped_lines_are_found() throws Exception {
        write("a", "b", "c", "d");

        rewrite(text -> text.replaceFirst("(.*\n)(.*\n)(.*\n)(.*\n)", "$1$3$2$4"));

        assertThat(AuditLog.read(home).isWhole()).isFalse();
    }

    @Test
    void a_line_cut_short_by_a_crash_is_removed_and_told() throws Exception {
        write("accepted");
        Files.writeString(file(), "{\"n\":2,\"at\":\"2026", StandardOpenOption.APPEND);

        assertThat(AuditLog.read(home).entries()).hasSize(1);
        write("refused");

        AuditTrail trail = AuditLog.read(home);
        assertThat(trail.isWhole()).isTrue();
        assertThat(trail.entries())
                .extracting(AuditEntry::event)
                .containsExactly("accepted", "audit-repaired", "refused");
        assertThat(trail.entries().get(1).details())
                .containsEntry("removed", "17 octets of an unfinished line");
    }

    @Test
    void a_log_whose_last_line_is_damaged_is_continued_and_stays_broken() throws Exception {
        write("accepted", "refused");
        rewrite(text -> text.replace("\"refused\"", "\"refuted\""));

        write("refused");

        AuditTrail trail = AuditLog.read(home);
        assertThat(trail.breaks()).containsExactly("audit.jsonl, line 2 is not as it was written");
        assertThat(trail.entries())
                .extracting(AuditEntry::event)
                .containsExactly("accepted", "audit-restarted", "refused");
    }

    @Test
    void rotation_keeps_the_chain_and_bounds_what_is_kept() throws Exception {
        try (AuditLog log = AuditLog.open(file(), 2000, AuditLog.FILES, CLOCK)) {
            for (int i = 0; i < 200; i++) {
                log.append("refused", Map.of("reason", "x".repeat(100)));
            }
        }

        AuditTrail trail = AuditLog.read(home);
        assertThat(trail.isWhole()).isTrue();
        assertThat(trail.entries().get(trail.entries().size() - 1).number()).isEqualTo(200);
        assertThat(trail.entries()).hasSizeBetween(20, 60);
        try (Stream<Path> files = Files.list(home.resolve("log"))) {
            assertThat(files)
                    .hasSize(5)
                    .allSatisfy(f -> assertThat(Files.size(f)).isLessThanOrEqualTo(2000));
        }
    }

    @Test
    void a_lost_file_in_the_middle_is_found() throws Exception {
        try (AuditLog log = AuditLog.open(file(), 1000, AuditLog.FILES, CLOCK)) {
            for (int i = 0; i < 20; i++) {
                log.append("refused", Map.of());
            }
        }

        Files.delete(home.resolve("log/audit.2.jsonl"));

        assertThat(AuditLog.read(home).breaks())
                .singleElement()
                .asString()
                .contains("does not follow");
    }

    @Test
    void rotation_interrupted_before_the_new_file_keeps_the_chain() throws Exception {
        write("accepted", "refused");
        Files.move(file(), home.resolve("log/audit.1.jsonl"));

        write("refused");

        assertThat(AuditLog.read(home).isWhole()).isTrue();
        assertThat(AuditLog.read(home).entries()).hasSize(3);
    }

    @Test
    void the_worst_text_from_outside_stays_one_bounded_line() throws Exception {
        String worst = "\n\u0000\"\\\u2028\uD800}".repeat(1000);
        Map<String, String> details =
                Map.of("a", worst, "b", worst, "c", worst, "d", worst, "e", worst, "f", worst);
        try (AuditLog log = AuditLog.open(home, CLOCK)) {
            log.append("refused", details);
            log.append("refused", Map.of());
        }

        assertThat(lines()).hasSize(2).allSatisfy(line -> assertThat(line).hasSizeLessThan(8192));
        assertThat(AuditLog.read(home).isWhole()).isTrue();
    }

    @Test
    void only_the_owner_can_read_it() throws Exception {
        write("accepted");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void a_home_without_a_log_reads_as_empty() throws Exception {
        assertThat(AuditLog.read(home).entries()).isEmpty();
    }

    private void write(String... events) throws IOException {
        try (AuditLog log = AuditLog.open(home, CLOCK)) {
            for (String event : events) {
                log.append(event, Map.of());
            }
        }
    }

    private void rewrite(UnaryOperator<String> change) throws IOException {
        String before = Files.readString(file());
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(file(), after);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file());
    }

    private Path file() {
        return AuditLog.file(home);
    }
}
