/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reveille.crypto.Octets;
import io.reveille.crypto.PrivateFile;
import io.reveille.protocol.internal.ReplayFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileReplayStoreTest {

    private static final CounterSeries SERIES = series(1);
    private static final CounterSeries OTHER = series(2);

    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void create_the_file() throws IOException {
        file = directory.resolve("replay");
        FileReplayStore.create(file);
    }

    @Test
    void accepts_each_counter_of_each_series_once() throws IOException {
        try (FileReplayStore store = FileReplayStore.open(file)) {
            assertThat(store.accept(SERIES, 5)).isTrue();
            assertThat(store.accept(SERIES, 5)).isFalse();
            assertThat(store.accept(OTHER, 5)).isTrue();
            assertThat(store.accept(SERIES, 4)).isTrue();
            assertThat(store.accept(SERIES, 4)).isFalse();
        }
    }

    @Test
    void loses_nothing_by_a_crash_with_a_block_of_one() throws IOException {
        FileReplayStore crashed = FileReplayStore.open(file);
        crashed.accept(SERIES, 10);
        crashed.accept(SERIES, 8);

        FileReplayStore again = FileReplayStore.open(file);

        assertThat(again.accept(SERIES, 10)).isFalse();
        assertThat(again.accept(SERIES, 8)).isFalse();
        assertThat(again.accept(SERIES, 9)).as("never seen").isTrue();
        assertThat(again.accept(SERIES, 11)).as("never seen").isTrue();
    }

    @Test
    void writes_once_for_a_block_and_gives_the_rest_of_it_up_after_a_crash() throws IOException {
        FileReplayStore crashed = FileReplayStore.open(file, 16);
        crashed.accept(SERIES, 100);
        byte[] written = Files.readAllBytes(file);
        for (long counter = 101; counter <= 115; counter++) {
            assertThat(crashed.accept(SERIES, counter)).isTrue();
        }
        assertThat(crashed.accept(SERIES, 99)).as("late").isTrue();
        assertThat(Files.readAllBytes(file)).isEqualTo(written);

        FileReplayStore again = FileReplayStore.open(file, 16);

        assertThat(LongStream.rangeClosed(0, 115).filter(counter -> accept(again, counter)))
                .isEmpty();
        assertThat(again.accept(SERIES, 116)).isTrue();
    }

    @Test
    void gives_nothing_up_when_it_is_closed() throws IOException {
        try (FileReplayStore closed = FileReplayStore.open(file, 16)) {
            closed.accept(SERIES, 100);
        }

        try (FileReplayStore again = FileReplayStore.open(file, 16)) {
            assertThat(again.accept(SERIES, 100)).isFalse();
            assertThat(again.accept(SERIES, 99)).isTrue();
            assertThat(again.accept(SERIES, 101)).isTrue();
        }
    }

    @Test
    void accepts_nothing_after_it_was_closed() throws IOException {
        FileReplayStore store = FileReplayStore.open(file);
        store.close();
        store.close();

        assertThatIOException().isThrownBy(() -> store.accept(SERIES, 1));
    }

    @Test
    void works_up_to_the_last_counter_with_any_block() throws IOException {
        long last = AccessRequest.MAXIMUM_COUNTER;
        FileReplayStore store = FileReplayStore.open(file, 64);

        assertThat(store.accept(SERIES, last - 1)).isTrue();
        assertThat(store.accept(SERIES, last)).isTrue();
        assertThat(store.accept(SERIES, last)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> store.accept(SERIES, last + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> FileReplayStore.open(file, 65));
        assertThatIllegalArgumentException().isThrownBy(() -> FileReplayStore.open(file, 0));
    }

    @Test
    void accepts_nothing_that_it_cannot_write_and_recovers() throws IOException {
        FileReplayStore store = FileReplayStore.open(file);
        store.accept(SERIES, 1);
        Path moved =
                Files.move(directory, directory.resolveSibling("moved-" + directory.getFileName()));
        Files.writeString(directory, "in the way of the directory");

        assertThatIOException().isThrownBy(() -> store.accept(SERIES, 2));

        Files.delete(directory);
        Files.move(moved, directory);
        assertThat(store.accept(SERIES, 2)).isTrue();
        assertThat(store.accept(SERIES, 1)).isFalse();
    }

    @Test
    void accepts_no_new_series_when_it_is_full() throws IOException {
        Map<CounterSeries, ReplayWindow> full = new HashMap<>();
        for (int i = 0; i < FileReplayStore.CAPACITY; i++) {
            full.put(series(i), ReplayWindow.EMPTY.with(7));
        }
        PrivateFile.write(file, ReplayFile.encode(full));

        FileReplayStore store = FileReplayStore.open(file);

        assertThatIOException()
                .isThrownBy(() -> store.accept(series(FileReplayStore.CAPACITY), 1))
                .withMessageContaining("is full: it holds 4096 series");
        assertThat(store.accept(SERIES, 7)).isFalse();
        assertThat(store.accept(SERIES, 8)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void accepts_each_counter_once_when_many_threads_ask(int block) throws Exception {
        FileReplayStore store = FileReplayStore.open(file, block);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<List<Long>> asker =
                    () -> LongStream.range(0, 60).filter(c -> accept(store, c)).boxed().toList();
            List<Long> accepted = new ArrayList<>();
            for (Future<List<Long>> result :
                    threads.invokeAll(List.of(asker, asker, asker, asker))) {
                accepted.addAll(result.get());
            }
            assertThat(accepted)
                    .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 60).boxed().toList());
        } finally {
            threads.shutdownNow();
        }
    }

    @Property(tries = 50)
    void never_accepts_a_counter_twice_however_often_it_crashes(
            @ForAll @Size(max = 60) List<@LongRange(min = 0, max = 100) Long> counters,
            @ForAll @IntRange(min = 1, max = 64) int block,
            @ForAll @IntRange(min = 1, max = 10) int crashEvery)
            throws IOException {
        Path own = Files.createTempDirectory("replay").resolve("file");
        FileReplayStore.create(own);
        FileReplayStore store = FileReplayStore.open(own, block);
        Set<Long> accepted = new HashSet<>();
        for (int i = 0; i < counters.size(); i++) {
            if (i % crashEvery == 0) {
                store = FileReplayStore.open(own, block);
            }
            long counter = counters.get(i);
            if (store.accept(SERIES, counter)) {
                assertThat(accepted.add(counter))
                        .as("accepted %d for the first time", counter)
                        .isTrue();
            }
        }
        Files.delete(own);
        Files.delete(own.getParent());
    }

    private static boolean accept(FileReplayStore store, long counter) {
        try {
            return store.accept(SERIES, counter);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static CounterSeries series(int number) {
        return new CounterSeries(
                Octets.of(ByteBuffer.allocate(CounterSeries.LENGTH).putInt(number).array()));
    }
}
