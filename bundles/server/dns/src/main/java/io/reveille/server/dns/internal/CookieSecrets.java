/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.crypto.Octets;
import io.reveille.crypto.PrivateFile;
import io.reveille.crypto.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets that cookies are made with: {@code HOME/keys/dns-cookies}, which outlasts a restart
 * (RFC 9018, 5). Another is drawn every day, and the one before is good until the next change. The
 * file is written before a secret is used.
 */
final class CookieSecrets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CookieSecrets.class);
    private static final int LENGTH = 16;
    private static final int LONGEST_FILE = 200;
    private static final Duration LIFE = Duration.ofDays(1);

    private final Path file;
    private final InstantSource clock;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread daemon = new Thread(work, "dns-cookies");
                        daemon.setDaemon(true);
                        return daemon;
                    });
    private volatile Drawn drawn;

    /** What is in the file. */
    private record Drawn(Instant at, Secret current, Optional<Secret> previous) {}

    CookieSecrets(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        this.drawn = read().orElseGet(() -> next(Optional.empty()));
        renew();
        var unused = thread.scheduleWithFixedDelay(this::renew, 1, 1, TimeUnit.HOURS);
    }

    Secret current() {
        return drawn.current();
    }

    Optional<Secret> previous() {
        return drawn.previous();
    }

    /** Draws another secret if it is time. */
    synchronized void renew() {
        Duration age = Duration.between(drawn.at(), clock.instant());
        if (age.isNegative() || age.compareTo(LIFE) >= 0) {
            drawn = next(Optional.of(drawn.current()));
        }
    }

    private Drawn next(Optional<Secret> previous) {
        Drawn next = new Drawn(clock.instant(), Secret.random(LENGTH), previous);
        byte[] text = text(next);
        try {
            PrivateFile.write(file, text);
        } catch (IOException e) {
            LOG.warn(
                    "DNS cookies will not outlast a restart: cannot write {}: {}",
                    file,
                    e.getMessage());
        } finally {
            Arrays.fill(text, (byte) 0);
        }
        return next;
    }

    private static byte[] text(Drawn drawn) {
        StringBuilder text = new StringBuilder();
        text.append(drawn.at()).append('\n').append(hex(drawn.current())).append('\n');
        drawn.previous().ifPresent(secret -> text.append(hex(secret)).append('\n'));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String hex(Secret secret) {
        return Octets.of(secret.copy()).hex();
    }

    private Optional<Drawn> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            List<String> lines =
                    new String(PrivateFile.read(file, LONGEST_FILE), StandardCharsets.US_ASCII)
                            .lines()
                            .toList();
            return Optional.of(
                    new Drawn(
                            Instant.parse(lines.get(0)),
                            secret(lines.get(1)),
                            lines.size() > 2
                                    ? Optional.of(secret(lines.get(2)))
                                    : Optional.empty()));
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} is damaged, so DNS cookies are made with a new secret", file);
            return Optional.empty();
        }
    }

    private static Secret secret(String hex) {
        byte[] octets = Octets.fromHex(hex).toArray();
        if (octets.length != LENGTH) {
            throw new IllegalArgumentException("not a secret of " + LENGTH + " octets");
        }
        return Secret.of(octets);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
