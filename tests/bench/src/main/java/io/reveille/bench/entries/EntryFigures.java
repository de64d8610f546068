/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.entries;

import io.reveille.bench.tunnel.Measurements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was measured, in the order of the repetitions. */
final class EntryFigures {
    private final List<Sample> samples = new ArrayList<>();

    /** What one run of a client said. */
    record Sample(Way way, Load load, int repetition, Map<String, Double> values) {
        double figure() {
            return load.figure(values);
        }
    }

    void add(Sample sample) {
        samples.add(sample);
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** The median of the figure, NaN if there is none. */
    double median(Way way, Load load) {
        return Measurements.median(of(way, load).stream().map(Sample::figure).toList());
    }

    /** The median of the ratios to the raw figure of the same repetition. */
    double ratio(Way way, Load load) {
        List<Double> ratios = new ArrayList<>();
        for (Sample sample : of(way, load)) {
            of(Way.raw(way.kind()), load).stream()
                    .filter(raw -> raw.repetition() == sample.repetition())
                    .map(raw -> sample.figure() / raw.figure())
                    .forEach(ratios::add);
        }
        return Measurements.median(ratios);
    }

    /** The sum of a value over all repetitions. */
    double sum(Way way, Load load, String value) {
        return of(way, load).stream()
                .mapToDouble(sample -> sample.values().getOrDefault(value, 0.0))
                .sum();
    }

    private List<Sample> of(Way way, Load load) {
        return samples.stream()
                .filter(sample -> sample.way() == way && sample.load() == load)
                .toList();
    }
}
