/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.server.dns.internal.ZoneKey.State;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** The zone's keys at a time, the oldest first; none where the zone is not signed. */
record SigningSet(List<ZoneKey> keys) {
    static final SigningSet NONE = new SigningSet(List.of());

    SigningSet {
        keys = List.copyOf(keys);
    }

    boolean isSigned() {
        return !keys.isEmpty();
    }

    Optional<ZoneKey> in(State state) {
        return keys.stream().filter(key -> key.state() == state).findFirst();
    }

    /**
     * Who signs records of a type: all keys for those about keys, so that each of them can be the
     * one that the parent or a trust anchor names; else the active one.
     */
    List<ZoneKey> signersOf(int type) {
        return type == Type.DNSKEY || type == Type.CDS || type == Type.CDNSKEY
                ? keys
                : keys.stream().filter(key -> key.state() == State.ACTIVE).toList();
    }

    /** DNSKEY, CDS or CDNSKEY records. */
    RRset records(int type, Name owner, long ttl) {
        RRset set = new RRset();
        keys.stream()
                // the parent is to name keys that sign, or are about to
                .filter(key -> type == Type.DNSKEY || key.state() != State.RETIRED)
                .map(key -> record(key, type, owner, ttl))
                .forEach(set::addRR);
        return set;
    }

    private static Record record(ZoneKey key, int type, Name owner, long ttl) {
        return switch (type) {
            case Type.DNSKEY -> key.dnskey(owner, ttl);
            case Type.CDS -> key.cds(owner, ttl);
            case Type.CDNSKEY -> key.cdnskey(owner, ttl);
            default -> throw new IllegalArgumentException(Type.string(type));
        };
    }
}
