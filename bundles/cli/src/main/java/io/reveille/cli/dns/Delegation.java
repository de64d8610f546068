/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * What the parent says of the zone.
 *
 * @param nameServers with the addresses that the parent gives along (glue)
 */
record Delegation(Map<Name, Set<InetAddress>> nameServers, Set<DSRecord> ds) {

    /**
     * Asks a name server of the parent zone.
     *
     * @throws IOException if it does not answer, or not for the zone above
     */
    static Delegation of(InetSocketAddress parent, Name zone) throws IOException {
        Message keys = ask(parent, zone, Type.DS);
        boolean ofTheZoneItself =
                keys.getSection(Section.AUTHORITY).stream()
                        .anyMatch(r -> r.getType() == Type.SOA && r.getName().equals(zone));
        if (ofTheZoneItself || !keys.getHeader().getFlag(Flags.AA)) {
            throw new IOException("it does not have the zone above " + zone);
        }
        Message referral = ask(parent, zone, Type.NS);
        Map<Name, Set<InetAddress>> servers = new TreeMap<>();
        List<Record> records = new ArrayList<>(referral.getSection(Section.ANSWER));
        records.addAll(referral.getSection(Section.AUTHORITY));
        for (Record record : records) {
            if (record instanceof NSRecord ns && ns.getName().equals(zone)) {
                List<Record> glue =
                        referral.getSection(Section.ADDITIONAL).stream()
                                .filter(r -> r.getName().equals(ns.getTarget()))
                                .toList();
                servers.put(ns.getTarget(), Set.copyOf(NameServerAsker.addresses(glue)));
            }
        }
        return new Delegation(
                servers,
                keys.getSection(Section.ANSWER).stream()
                        .filter(DSRecord.class::isInstance)
                        .map(DSRecord.class::cast)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static Message ask(InetSocketAddress parent, Name zone, int type) throws IOException {
        Message answer = NameServerAsker.ask(parent, false, zone, type);
        int rcode = answer.getRcode();
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            throw new IOException("it says " + Rcode.string(rcode));
        }
        return answer;
    }
}
