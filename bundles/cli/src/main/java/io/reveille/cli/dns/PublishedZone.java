/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.dns;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * What the zone's own server publishes, and so what the parent is to have.
 *
 * @param nameServers with their addresses, if they are within the zone
 * @param states of the keys by tag: published, active or retired
 */
record PublishedZone(
        Name name,
        boolean signed,
        Map<Name, Set<InetAddress>> nameServers,
        List<DNSKEYRecord> keys,
        Map<Integer, String> states) {

    /**
     * @param zone as the API tells of it
     * @param own where the server answers itself
     * @throws IOException if it does not answer
     */
    static PublishedZone of(JsonObject zone, InetSocketAddress own) throws IOException {
        Name name = absolute(zone.get("zone").getAsString());
        Map<Name, Set<InetAddress>> servers = new LinkedHashMap<>();
        for (var element : zone.getAsJsonArray("nameServers")) {
            Name server = absolute(element.getAsString());
            List<Record> records = new ArrayList<>();
            if (server.subdomain(name)) {
                records.addAll(answer(own, server, Type.A));
                records.addAll(answer(own, server, Type.AAAA));
            }
            servers.put(server, Set.copyOf(NameServerAsker.addresses(records)));
        }
        Map<Integer, String> states = new HashMap<>();
        for (var element : zone.getAsJsonArray("keys")) {
            JsonObject key = element.getAsJsonObject();
            states.put(key.get("tag").getAsInt(), key.get("state").getAsString());
        }
        boolean signed = zone.get("signed").getAsBoolean();
        List<Record> keys = signed ? answer(own, name, Type.DNSKEY) : List.of();
        return new PublishedZone(
                name,
                signed,
                servers,
                keys.stream()
                        .filter(DNSKEYRecord.class::isInstance)
                        .map(DNSKEYRecord.class::cast)
                        .toList(),
                states);
    }

    private static List<Record> answer(InetSocketAddress own, Name name, int type)
            throws IOException {
        return NameServerAsker.ask(own, false, name, type).getSection(Section.ANSWER);
    }

    private static Name absolute(String name) {
        return Name.fromConstantString(name + ".");
    }

    /** Everything for the parent. */
    List<String> records() {
        List<String> lines = new ArrayList<>(nameServerRecords(nameServers.keySet()));
        lines.addAll(dsRecords());
        return lines;
    }

    /** NS records of these name servers, and the addresses of those within the zone. */
    List<String> nameServerRecords(Collection<Name> of) {
        List<String> lines = new ArrayList<>();
        of.forEach(server -> lines.add(name + " IN NS " + server));
        of.forEach(server -> lines.addAll(glueRecords(server)));
        return lines;
    }

    /** The addresses of a name server within the zone. */
    List<String> glueRecords(Name server) {
        return nameServers.getOrDefault(server, Set.of()).stream()
                .map(
                        address ->
                                "%s IN %s %s"
                                        .formatted(
                                                server,
                                                address instanceof Inet4Address ? "A" : "AAAA",
                                                address.getHostAddress()))
                .sorted()
                .toList();
    }

    /** Of all keys but those that are on their way out. */
    List<String> dsRecords() {
        return keys.stream()
                .filter(key -> !state(key).equals("retired"))
                .map(key -> new DSRecord(name, DClass.IN, 0, DNSSEC.Digest.SHA256, key))
                .map(ds -> name + " IN DS " + ds.rdataToString())
                .toList();
    }

    String state(DNSKEYRecord key) {
        return states.getOrDefault(key.getFootprint(), "active");
    }
}
