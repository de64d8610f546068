/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import static org.awaitility.Awaitility.await;

import io.reveille.crypto.Octets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A source that reads an account of the test mail server, and what it has brought. */
final class Inbox implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(30);

    final List<Octets> received = new CopyOnWriteArrayList<>();
    final List<String> origins = new CopyOnWriteArrayList<>();
    private final MailSignalSource source;

    Inbox(MailSettings settings) {
        source =
                new MailSignalSource(
                        settings,
                        "pump-17",
                        (channel, octets, origin) -> {
                            origins.add(origin);
                            received.add(octets);
                        });
    }

    Inbox awaitHealth(String part) {
        await().atMost(SOON).until(source::health, text -> text.contains(part));
        return this;
    }

    void awaitRequests(int count) {
        await().atMost(SOON).until(() -> received.size() >= count);
    }

    String health() {
        return source.health();
    }

    @Override
    public void close() {
        source.close();
    }
}
