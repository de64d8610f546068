/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import io.reveille.crypto.PrivateFile;
import io.reveille.protocol.TrustedClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The system's clock, trusted only while it shows a time that can be: after the latest time that an
 * authentic message has proved, within the life of the gateway's certificate, near the time that
 * the proxy told last, and while the platform says that it is synchronised. A gateway that boots in
 * 1970 is therefore not fooled into refusing everything, nor one whose clock was set back into
 * accepting what has expired. Where the system's clock can't be right, the time that the proxy told
 * through the tunnel is taken instead, for as long as this clock is open, else what the network
 * tells (NITZ, 3GPP TS 22.042), within the same bounds: that is told by anyone with a base station,
 * so it never overrules a clock that can be right.
 *
 * <p>The latest proved time is kept in {@code HOME/data/known-time}, an hour behind at most.
 */
public final class GatewayClock implements TrustedClock {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayClock.class);
    private static final Duration WRITE_AFTER = Duration.ofHours(1);
    private static final Duration AGREES = Duration.ofMinutes(5);
    private static final int MAX_OCTETS = 64;

    private final Path file;
    private final Clock system;
    private final BooleanSupplier synchronised;
    private final Supplier<Optional<Instant>> network;
    private Instant end;
    private Instant known;
    private Instant written;
    private Optional<Told> told = Optional.empty();

    /** The proxy's time, and when it was told by {@link System#nanoTime()}. */
    private record Told(Instant time, long nanos, boolean systemAgrees) {
        Instant now() {
            return time.plusNanos(System.nanoTime() - nanos);
        }
    }

    private GatewayClock(
            Path file,
            Instant known,
            Instant end,
            Clock system,
            BooleanSupplier synchronised,
            Supplier<Optional<Instant>> network) {
        this.file = file;
        this.known = known;
        this.written = known;
        this.end = end;
        this.system = system;
        this.synchronised = synchronised;
        this.network = network;
    }

    /**
     * The clock of a gateway.
     *
     * @param system the system's clock
     * @param synchronised whether the platform says that it is set; asked each time
     */
    public static GatewayClock open(
            Path home, GatewayIdentity identity, Clock system, BooleanSupplier synchronised) {
        return open(home, identity, system, synchronised, Optional::empty);
    }

    /**
     * The clock of a gateway that also has the time from its modem.
     *
     * @param system the system's clock
     * @param synchronised whether the platform says that it is set; asked each time
     * @param network what time it is now as the network told, if it did; asked each time
     */
    public static GatewayClock open(
            Path home,
            GatewayIdentity identity,
            Clock system,
            BooleanSupplier synchronised,
            Supplier<Optional<Instant>> network) {
        Path file = home.resolve("data").resolve("known-time");
        Instant begin = identity.tls().certificate().getNotBefore().toInstant();
        Instant end = identity.tls().certificate().getNotAfter().toInstant();
        Instant known = read(file).filter(t -> t.isAfter(begin) && t.isBefore(end)).orElse(begin);
        return new GatewayClock(file, known, end, system, synchronised, network);
    }

    @Override
    public synchronized Optional<Instant> now() {
        Instant now = system.instant();
        boolean agrees = told.map(Told::systemAgrees).orElse(true);
        return agrees && canBe(now) && synchronised.getAsBoolean()
                ? Optional.of(now)
                : told.map(Told::now).or(network).filter(this::canBe);
    }

    private boolean canBe(Instant time) {
        return !time.isBefore(known) && !time.isAfter(end);
    }

    /**
     * The proxy told its time through the tunnel. What is before the latest proved time, or cannot
     * be within the life of the gateway's certificate, is not believed.
     *
     * @return whether it is believed
     */
    public synchronized boolean told(Instant time) {
        if (time.isBefore(known.minus(AGREES)) || time.isAfter(end)) {
            return false;
        }
        boolean agrees = Duration.between(system.instant(), time).abs().compareTo(AGREES) <= 0;
        told = Optional.of(new Told(time, System.nanoTime(), agrees));
        proved(time);
        return true;
    }

    /** The gateway's certificate is another one now, valid until then. */
    public synchronized void certifiedUntil(Instant notAfter) {
        end = notAfter;
        read(file)
                .filter(kept -> kept.isAfter(known) && kept.isBefore(notAfter))
                .ifPresent(kept -> known = kept);
    }

    /**
     * An authentic message was made at this time, so it is no earlier now. What cannot be within
     * the life of the gateway's certificate is not believed.
     */
    public synchronized void proved(Instant time) {
        if (!time.isAfter(known) || time.isAfter(end)) {
            return;
        }
        known = time;
        if (Duration.between(written, known).compareTo(WRITE_AFTER) > 0) {
            try {
                PrivateFile.write(file, known.toString().getBytes(StandardCharsets.US_ASCII));
                written = known;
            } catch (IOException e) {
                LOG.warn("The latest known time cannot be kept in {}: {}", file, e.getMessage());
            }
        }
    }

    private static Optional<Instant> read(Path file) {
        try {
            byte[] octets = PrivateFile.read(file, MAX_OCTETS);
            return Optional.of(Instant.parse(new String(octets, StandardCharsets.US_ASCII)));
        } catch (NoSuchFileException notYet) {
            return Optional.empty();
        } catch (IOException | DateTimeException e) {
            LOG.warn("The latest known time in {} cannot be read: {}", file, e.getMessage());
            return Optional.empty();
        }
    }
}
