/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.server.registry.Lookup;
import io.reveille.server.registry.LookupLog;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The latest lookups, at most {@value #CAPACITY}. */
final class BoundedLookupLog implements LookupLog {
    static final int CAPACITY = 4096;

    private static final int MAX_TEXT = 200;

    private final Map<Name, Lookup> latest =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Name, Lookup> eldest) {
                    return size() > CAPACITY;
                }
            };

    private record Name(String gatewayId, String service) {}

    @Override
    public synchronized void lookup(
            String gatewayId,
            String service,
            InetAddress asker,
            Instant query,
            Instant answer,
            String answerText) {
        String text =
                answerText.length() > MAX_TEXT ? answerText.substring(0, MAX_TEXT) : answerText;
        latest.put(
                new Name(gatewayId, service),
                new Lookup(gatewayId, service, asker, query, answer, text));
    }

    @Override
    public synchronized Optional<Lookup> latest(String gatewayId, String service) {
        return Stream.of(new Name(gatewayId, service), new Name(gatewayId, ""))
                .map(latest::get)
                .flatMap(Stream::ofNullable)
                .max(Comparator.comparing(Lookup::answer));
    }
}
