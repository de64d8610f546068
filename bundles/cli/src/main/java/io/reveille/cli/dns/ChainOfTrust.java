/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DNSSEC.DNSSECException;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** From the parent's DS records to what is signed in the zone (RFC 4035, 5). */
final class ChainOfTrust {
    private ChainOfTrust() {}

    /** Whether the DS record is that of the key. */
    static boolean isOf(DSRecord ds, DNSKEYRecord key) {
        if (ds.getFootprint() != key.getFootprint() || ds.getAlgorithm() != key.getAlgorithm()) {
            return false;
        }
        return switch (ds.getDigestID()) {
            case DNSSEC.Digest.SHA1, DNSSEC.Digest.SHA256, DNSSEC.Digest.SHA384 ->
                    Arrays.equals(
                            ds.getDigest(),
                            new DSRecord(key.getName(), key.getDClass(), 0, ds.getDigestID(), key)
                                    .getDigest());
            default -> false;
        };
    }

    /**
     * What a validating resolver would not believe at a name server; empty if all is well.
     *
     * @throws IOException if it does not answer
     */
    static Optional<String> flaw(InetSocketAddress at, Name zone, Collection<DSRecord> ds)
            throws IOException {
        RRset keySet = set(at, zone, Type.DNSKEY);
        List<DNSKEYRecord> keys = keySet.rrs().stream().map(DNSKEYRecord.class::cast).toList();
        List<DNSKEYRecord> trusted =
                keys.stream().filter(key -> ds.stream().anyMatch(one -> isOf(one, key))).toList();
        if (keys.isEmpty()) {
            return Optional.of("has no DNSKEY records");
        }
        if (trusted.isEmpty()) {
            return Optional.of(
                    "has only keys without a DS record: "
                            + keys.stream().map(DNSKEYRecord::getFootprint).toList());
        }
        if (!isSigned(keySet, trusted)) {
            return Optional.of("has DNSKEY records without a good signature");
        }
        return isSigned(set(at, zone, Type.SOA), keys)
                ? Optional.empty()
                : Optional.of("has a SOA record without a good signature");
    }

    private static RRset set(InetSocketAddress at, Name zone, int type) throws IOException {
        return NameServerAsker.ask(at, false, zone, type).getSectionRRsets(Section.ANSWER).stream()
                .filter(set -> set.getType() == type && set.getName().equals(zone))
                .findFirst()
                .orElseGet(RRset::new);
    }

    private static boolean isSigned(RRset set, List<DNSKEYRecord> keys) {
        return !set.isEmpty()
                && set.sigs().stream()
                        .anyMatch(sig -> keys.stream().anyMatch(key -> isGood(set, sig, key)));
    }

    private static boolean isGood(RRset set, RRSIGRecord signature, DNSKEYRecord key) {
        try {
            DNSSEC.verify(set, signature, key);
            return true;
        } catch (DNSSECException e) {
            return false;
        }
    }
}
