/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.server.registry.internal.store.Database;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionWriterTest {
    @TempDir Path home;

    @Test
    void who_asks_while_nothing_is_written_is_told_that_all_is() {
        try (Database database = Database.open(home);
                SessionWriter writer =
                        new SessionWriter(
                                database, SessionRetention.DEFAULT, InstantSource.system())) {
            for (int i = 0; i < 10; i++) {
                assertThat(writer.settle()).isTrue();
            }
        }
    }
}
