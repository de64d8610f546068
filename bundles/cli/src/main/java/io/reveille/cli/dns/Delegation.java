/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * What the parent says of the zone.
 *
 * @param nameServers with the addresses that the parent gives along (glue)
 * @param ds as a zone file has their data
 */
record Delegation(Map<Name, List<InetAddress>> nameServers, List<String> ds) {

    /**
     * Asks a name server of the parent zone.
     *
     * @throws IOException if it does not answer
     */
    static Delegation of(InetSocketAddress parent, Name zone) throws IOException {
        Message referral = NameServerAsker.ask(parent, false, zone, Type.NS);
        Map<Name, List<InetAddress>> servers = new TreeMap<>();
        List<Record> records = new ArrayList<>(referral.getSection(Section.ANSWER));
        records.addAll(referral.getSection(Section.AUTHORITY));
        for (Record record : records) {
            if (record instanceof NSRecord ns && ns.getName().equals(zone)) {
                List<Record> glue =
                        referral.getSection(Section.ADDITIONAL).stream()
                                .filter(r -> r.getName().equals(ns.getTarget()))
                                .toList();
                servers.put(ns.getTarget(), NameServerAsker.addresses(glue));
            }
        }
        List<String> ds =
                NameServerAsker.ask(parent, false, zone, Type.DS)
                        .getSection(Section.ANSWER)
                        .stream()
                        .filter(DSRecord.class::isInstance)
                        .map(record -> data(record.rdataToString()))
                        .toList();
        return new Delegation(servers, ds);
    }

    /** The data of a DS record in one way of writing. */
    static String data(String text) {
        String[] parts = text.strip().split("\\s+", 4);
        return String.join(" ", parts[0], parts[1], parts[2])
                + " "
                + parts[3].replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    }
}
