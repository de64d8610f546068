/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.dns;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DSRecord;

/** Whether the parent vouches for the zone's keys (RFC 4035, 2.4). */
record DsCheck(PublishedZone zone, Set<DSRecord> ds, String parent) {

    Finding finding() {
        if (!zone.signed()) {
            return ds.isEmpty()
                    ? Finding.ok("ds", "the zone is not signed")
                    : Finding.failed(
                            "ds",
                            parent
                                    + " says that the zone is signed, and it is not: validating resolvers refuse it",
                            "remove all DS records of %s from %s, or set dnssec=true"
                                    .formatted(zone.name(), parent));
        }
        if (ds.isEmpty()) {
            return Finding.advice(
                            "ds",
                            "the zone is signed, but %s has no DS record, so nobody checks"
                                    .formatted(parent),
                            "put the DS record into " + parent + ", or at its registrar")
                    .with(zone.dsRecords());
        }
        List<DNSKEYRecord> known = zone.keys().stream().filter(this::isThere).toList();
        List<DSRecord> strange = ds.stream().filter(one -> !isOurs(one)).toList();
        if (known.isEmpty()) {
            return Finding.failed(
                            "ds",
                            "%s has the DS record of %s, which the zone does not have: validating resolvers refuse it"
                                    .formatted(parent, tags(strange)),
                            "replace the DS records in " + parent + " by these")
                    .with(zone.dsRecords());
        }
        boolean wanting =
                zone.keys().stream()
                        .anyMatch(
                                key -> !zone.state(key).equals("retired") && !known.contains(key));
        boolean retired = known.stream().anyMatch(key -> zone.state(key).equals("retired"));
        if (wanting || retired || !strange.isEmpty()) {
            return Finding.advice(
                            "ds",
                            "%s has DS records of %s, and not just those of the keys in use"
                                    .formatted(parent, tags(ds)),
                            "let the DS records in " + parent + " be these alone")
                    .with(zone.dsRecords());
        }
        return Finding.ok("ds", "%s has %s".formatted(parent, tags(ds)));
    }

    private boolean isThere(DNSKEYRecord key) {
        return ds.stream().anyMatch(one -> ChainOfTrust.isOf(one, key));
    }

    private boolean isOurs(DSRecord one) {
        return zone.keys().stream().anyMatch(key -> ChainOfTrust.isOf(one, key));
    }

    private static String tags(Collection<DSRecord> of) {
        return of.stream()
                .map(one -> "key " + one.getFootprint())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
