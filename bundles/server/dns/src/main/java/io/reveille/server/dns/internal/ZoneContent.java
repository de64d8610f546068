/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.protocol.ServiceTransport;
import io.reveille.server.dns.internal.TransferSettings.Content;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayService;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** The zone as a list, which it is for secondaries alone. */
final class ZoneContent {
    private final ZoneRecords records;
    private final Registry registry;
    private final Content content;

    ZoneContent(ZoneRecords records, Registry registry, Content content) {
        this.records = records;
        this.registry = registry;
        this.content = content;
    }

    /** All sets of records but the SOA, without signatures. */
    List<RRset> sets(ZoneVersion version) {
        List<RRset> sets = new ArrayList<>();
        Name apex = records.apex();
        add(sets, new ZoneName.Apex(), apex, 0, version);
        sets.removeIf(set -> set.getType() == Type.SOA);
        records.grammar()
                .nameServers()
                .forEach(
                        (name, addresses) ->
                                add(
                                        sets,
                                        new ZoneName.NameServerHost(addresses),
                                        name,
                                        0,
                                        version));
        host(sets, "ns", version);
        host(sets, "proxy", version);
        if (content == Content.ADDRESSES) {
            host(sets, "*", version);
        } else {
            registry.gateways().stream()
                    .filter(gateway -> gateway.status() == GatewayStatus.ACTIVE)
                    .forEach(gateway -> gateway(sets, gateway, version));
        }
        return sets;
    }

    private void gateway(List<RRset> sets, Gateway gateway, ZoneVersion version) {
        String id = gateway.id();
        if (records.grammar().nameServers().containsKey(below(id))
                || id.equals("ns")
                || id.equals("proxy")) {
            return;
        }
        host(sets, id, version);
        for (GatewayService service : gateway.services()) {
            String name = service.name();
            // what is had by UDP is not had by this name, which leads to TCP ports
            if (service.transport() == ServiceTransport.TCP) {
                add(
                        sets,
                        new ZoneName.ServiceHost(name, id),
                        below(name + "." + id),
                        service.publicPort(),
                        version);
            }
            add(
                    sets,
                    new ZoneName.ServicePort(name, service.transport(), id),
                    below("_" + name + "._" + service.transport().text() + "." + id),
                    service.publicPort(),
                    version);
        }
    }

    private void host(List<RRset> sets, String label, ZoneVersion version) {
        add(sets, new ZoneName.Host(label), below(label), 0, version);
    }

    private void add(List<RRset> sets, ZoneName place, Name owner, int port, ZoneVersion version) {
        for (int type : records.types(place, version)) {
            sets.add(records.rrset(place, owner, type, port, version));
        }
    }

    private Name below(String labels) {
        try {
            return Name.fromString(labels, records.apex());
        } catch (TextParseException e) {
            throw new IllegalStateException(labels + " is not a name", e);
        }
    }

    /**
     * The chain of all names (RFC 4034, 4): each says what it has and which comes next.
     *
     * @param sets all of the zone, the SOA included
     */
    static List<RRset> chain(List<RRset> sets, Name apex, long ttl) {
        TreeMap<Name, List<Integer>> types = new TreeMap<>();
        for (RRset set : sets) {
            types.computeIfAbsent(set.getName(), name -> new ArrayList<>()).add(set.getType());
        }
        List<RRset> chain = new ArrayList<>();
        types.forEach(
                (name, of) -> {
                    Name next = types.higherKey(name);
                    of.add(Type.RRSIG);
                    of.add(Type.NSEC);
                    chain.add(
                            new RRset(
                                    new NSECRecord(
                                            name,
                                            DClass.IN,
                                            ttl,
                                            next == null ? apex : next,
                                            of.stream()
                                                    .mapToInt(Integer::intValue)
                                                    .sorted()
                                                    .toArray())));
                });
        return chain;
    }
}
