/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.crypto.PrivateFile;
import io.reveille.server.dns.internal.ZoneKey.State;
import io.reveille.server.registry.SigningKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.Name;

/**
 * Which keys the zone has and in what state: {@code HOME/keys/zone-keys.txt}, one a line, beside
 * the private halves.
 */
final class KeyLedger {
    private static final int LONGEST_FILE = 4096;

    private final Path file;
    private final SigningKeys vault;
    private final Name apex;

    KeyLedger(Path file, SigningKeys vault, Name apex) {
        this.file = file;
        this.vault = vault;
        this.apex = apex;
    }

    static String vaultName(int id) {
        return "zone-" + id;
    }

    DNSKEYRecord dnskey(byte[] publicKey) {
        return new DNSKEYRecord(
                apex,
                DClass.IN,
                ZoneRecords.APEX_TTL,
                DNSKEYRecord.Flags.ZONE_KEY | DNSKEYRecord.Flags.SEP_KEY,
                DNSKEYRecord.Protocol.DNSSEC,
                DNSSEC.Algorithm.ECDSAP256SHA256,
                publicKey);
    }

    /**
     * The keys, the oldest first; none if there never were any.
     *
     * @throws IllegalStateException if they can't be used
     */
    List<ZoneKey> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<ZoneKey> keys = new ArrayList<>();
        try {
            for (String line :
                    new String(PrivateFile.read(file, LONGEST_FILE), StandardCharsets.US_ASCII)
                            .lines()
                            .toList()) {
                keys.add(key(line.split(" ", -1)));
            }
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(
                    "the zone's keys can't be used: %s: %s. Restore HOME/keys from a backup"
                            .formatted(file, e.getMessage()),
                    e);
        }
        return keys;
    }

    private ZoneKey key(String[] parts) {
        int id = Integer.parseInt(parts[0]);
        PrivateKey privateKey =
                vault.load(vaultName(id))
                        .orElseThrow(
                                () -> new IllegalStateException(vaultName(id) + ".key is missing"));
        return new ZoneKey(
                id,
                State.valueOf(parts[1].toUpperCase(Locale.ROOT)),
                Instant.parse(parts[2]),
                dnskey(Base64.getDecoder().decode(parts[3])),
                privateKey);
    }

    void write(List<ZoneKey> keys) {
        StringBuilder text = new StringBuilder();
        for (ZoneKey key : keys) {
            text.append(key.id())
                    .append(' ')
                    .append(key.state().name().toLowerCase(Locale.ROOT))
                    .append(' ')
                    .append(key.since())
                    .append(' ')
                    .append(Base64.getEncoder().encodeToString(key.dnskey().getKey()))
                    .append('\n');
        }
        try {
            PrivateFile.write(file, text.toString().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
