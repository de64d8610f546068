/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.crypto.Octets;
import io.reveille.crypto.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The serial of the SOA: another, higher one whenever the zone is another, and the same as before
 * if it is not; also after a restart, and whatever the clock says. Kept in {@code HOME/data}.
 */
final class ZoneSerial {
    private static final Logger LOG = LoggerFactory.getLogger(ZoneSerial.class);
    private static final int LONGEST_FILE = 200;
    private static final long MASK = 0xFFFF_FFFFL;

    private final Path file;
    private final InstantSource clock;
    private long serial;
    private String digest = "";

    ZoneSerial(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        read();
    }

    /**
     * The serial of the zone with this digest.
     *
     * @throws IllegalStateException if a new one can't be written down
     */
    synchronized long of(Octets zone) {
        if (!zone.hex().equals(digest)) {
            long next = Math.max(serial + 1, clock.instant().getEpochSecond()) & MASK;
            write(next == 0 ? 1 : next, zone.hex());
        }
        return serial;
    }

    private void write(long newSerial, String newDigest) {
        try {
            PrivateFile.write(
                    file, (newSerial + " " + newDigest + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
        serial = newSerial;
        digest = newDigest;
    }

    private void read() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            String[] parts =
                    new String(PrivateFile.read(file, LONGEST_FILE), StandardCharsets.US_ASCII)
                            .strip()
                            .split(" ", 2);
            serial = Long.parseLong(parts[0]) & MASK;
            digest = parts.length == 2 ? parts[1] : "";
        } catch (IOException | NumberFormatException e) {
            LOG.warn("{} is damaged, so the zone's serial begins with the time", file, e);
        }
    }
}
