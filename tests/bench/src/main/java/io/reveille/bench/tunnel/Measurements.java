/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.tunnel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What was measured, in the order of the repetitions. */
public final class Measurements {
    /** The way that all others are compared with. */
    static final String RAW = "raw loopback";

    private final List<Sample> samples = new ArrayList<>();
    private final List<Memory> memory = new ArrayList<>();

    /** What one run of the load printed. */
    record Sample(String contender, Row row, int repetition, Map<String, Double> values) {}

    /**
     * Resident memory of one process, in octets.
     *
     * @param idle when nothing had gone through yet
     * @param loaded after all repetitions
     */
    record Memory(String contender, String process, long idle, long loaded) {}

    void add(Sample sample) {
        samples.add(sample);
    }

    void add(Memory process) {
        memory.add(process);
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    List<Memory> memory() {
        return List.copyOf(memory);
    }

    /** The median of the figure, NaN if there is none. */
    double median(String contender, Row row) {
        return median(
                of(contender, row).stream().map(sample -> row.figure(sample.values())).toList());
    }

    /** The median of another value that the load printed. */
    double median(String contender, Row row, String value) {
        return median(
                of(contender, row).stream()
                        .map(sample -> sample.values().getOrDefault(value, Double.NaN))
                        .toList());
    }

    /** The largest of a value over all repetitions. */
    double most(String contender, Row row, String value) {
        return of(contender, row).stream()
                .mapToDouble(sample -> sample.values().getOrDefault(value, 0.0))
                .max()
                .orElse(0);
    }

    /** The median of the ratios to the raw figure of the same repetition. */
    double ratio(String contender, Row row) {
        List<Double> ratios = new ArrayList<>();
        for (Sample sample : of(contender, row)) {
            of(RAW, row).stream()
                    .filter(raw -> raw.repetition() == sample.repetition())
                    .map(raw -> row.figure(sample.values()) / row.figure(raw.values()))
                    .forEach(ratios::add);
        }
        return median(ratios);
    }

    private List<Sample> of(String contender, Row row) {
        return samples.stream()
                .filter(sample -> sample.row() == row && sample.contender().equals(contender))
                .toList();
    }

    /** The median, NaN of none. */
    public static double median(List<Double> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
