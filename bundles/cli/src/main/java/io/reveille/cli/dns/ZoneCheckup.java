/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.dns;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Looks whether the world finds the zone, and says what to do where it does not. */
final class ZoneCheckup {
    private final JsonObject zone;
    private final Name name;
    private final NameServerAsker asker;
    private final Optional<InetSocketAddress> parent;
    private final int port;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Long> serials = new TreeMap<>();

    /**
     * @param zone as the API tells of it
     * @param parent a name server of the parent zone; looked for if empty
     * @param port where name servers answer: 53 but for trials
     */
    ZoneCheckup(
            JsonObject zone, NameServerAsker asker, Optional<InetSocketAddress> parent, int port) {
        this.zone = zone;
        this.name = Name.fromConstantString(zone.get("zone").getAsString() + ".");
        this.asker = asker;
        this.parent = parent;
        this.port = port;
    }

    List<Finding> findings(InetSocketAddress own) {
        answers("server", own, "see the server's log; is its port in use by another program?");
        Optional<InetSocketAddress> above = parent.or(() -> asker.parentOf(name));
        if (above.isEmpty()) {
            findings.add(
                    Finding.failed(
                            "delegation",
                            "no name server of the zone above " + name + " was found",
                            "give one by --parent ADDRESS:53"));
            return findings;
        }
        try {
            Delegation delegation = Delegation.of(above.get(), name);
            nameServers(delegation, above.get());
            ds(delegation);
            delegation.nameServers().forEach(this::nameServer);
        } catch (IOException e) {
            findings.add(
                    Finding.failed(
                            "delegation",
                            "the parent's name server %s does not answer: %s"
                                    .formatted(text(above.get()), e.getMessage()),
                            "try again, or give another by --parent"));
        }
        serials();
        return findings;
    }

    private void nameServers(Delegation delegation, InetSocketAddress above) {
        TreeSet<Name> ours = new TreeSet<>();
        zone.getAsJsonArray("nameServers")
                .forEach(ns -> ours.add(Name.fromConstantString(ns.getAsString() + ".")));
        TreeSet<Name> theirs = new TreeSet<>(delegation.nameServers().keySet());
        if (theirs.isEmpty()) {
            findings.add(
                    Finding.failed(
                            "delegation",
                            "%s knows no name server of %s".formatted(text(above), name),
                            "have the parent zone's keeper add: " + wanted(ours)));
        } else if (!theirs.equals(ours)) {
            findings.add(
                    Finding.failed(
                            "delegation",
                            "the parent names %s, the zone itself %s".formatted(theirs, ours),
                            "make both the same: name.servers in etc/io.reveille.server.dns.cfg, or in the parent: "
                                    + wanted(ours)));
        } else {
            findings.add(Finding.ok("delegation", "the parent names " + theirs));
        }
    }

    private String wanted(Set<Name> servers) {
        List<String> lines = new ArrayList<>();
        servers.forEach(ns -> lines.add(name + " NS " + ns));
        return String.join("; ", lines) + ", with addresses (A, AAAA) of those below " + name;
    }

    private void ds(Delegation delegation) {
        boolean signed = zone.get("signed").getAsBoolean();
        List<String> there = delegation.ds();
        if (!signed || there.isEmpty()) {
            findings.add(
                    !signed && !there.isEmpty()
                            ? Finding.failed(
                                    "ds",
                                    "the parent says that the zone is signed, and it is not",
                                    "have the parent remove DS, or set dnssec=true")
                            : !signed
                                    ? Finding.ok("ds", "the zone is not signed")
                                    : Finding.advice(
                                            "ds",
                                            "the zone is signed, but the parent has no DS record, so nobody checks",
                                            "give the parent what 'reveille dns trust-anchor' prints"));
            return;
        }
        List<String> good = new ArrayList<>();
        List<String> strange = new ArrayList<>(there);
        boolean active = false;
        for (JsonElement element : zone.getAsJsonArray("keys")) {
            JsonObject key = element.getAsJsonObject();
            String ds = key.get("ds").getAsString();
            String data = Delegation.data(ds.substring(ds.indexOf(" DS ") + 4));
            if (there.contains(data)) {
                good.add(key.get("tag").getAsString());
                active |= key.get("state").getAsString().equals("active");
            }
            strange.remove(data);
        }
        if (good.isEmpty()) {
            findings.add(
                    Finding.failed(
                            "ds",
                            "the parent's DS records are of none of the zone's keys: validating resolvers refuse the zone",
                            "replace them by what 'reveille dns trust-anchor' prints"));
        } else if (!active || !strange.isEmpty()) {
            findings.add(
                    Finding.advice(
                            "ds",
                            active
                                    ? "the parent has DS records of keys that the zone does not have: "
                                            + strange
                                    : "the parent's DS record is of key %s, which is not the active one"
                                            .formatted(good),
                            "let the parent have what 'reveille dns trust-anchor' prints, and nothing else"));
        } else {
            findings.add(Finding.ok("ds", "the parent has the key " + String.join(", ", good)));
        }
    }

    private void nameServer(Name server, List<InetAddress> glue) {
        List<InetAddress> addresses = glue;
        if (glue.isEmpty()) {
            if (server.subdomain(name)) {
                findings.add(
                        Finding.failed(
                                "glue",
                                "the parent gives no address of %s, which only the zone itself knows"
                                        .formatted(server),
                                "have the parent's keeper add its A and AAAA records"));
                return;
            }
            addresses = asker.addresses(server);
        }
        if (addresses.isEmpty()) {
            findings.add(
                    Finding.failed(
                            "glue", server + " has no address", "give it one, or take it out"));
        }
        for (InetAddress address : addresses) {
            answers(
                    server.toString(true),
                    new InetSocketAddress(address, port),
                    "is it the right address, and does a firewall let port %d through by UDP and by TCP?"
                            .formatted(port));
        }
    }

    private void answers(String check, InetSocketAddress at, String todo) {
        for (boolean tcp : new boolean[] {false, true}) {
            String how = text(at) + " by " + (tcp ? "TCP" : "UDP");
            try {
                Message answer = NameServerAsker.ask(at, tcp, name, Type.SOA);
                Optional<SOARecord> soa =
                        answer.getSection(Section.ANSWER).stream()
                                .filter(SOARecord.class::isInstance)
                                .map(SOARecord.class::cast)
                                .findFirst();
                if (soa.isEmpty() || !answer.getHeader().getFlag(Flags.AA)) {
                    findings.add(
                            Finding.failed(
                                    check,
                                    "%s does not answer for the zone: %s"
                                            .formatted(how, Rcode.string(answer.getRcode())),
                                    "does it have the zone? See 'reveille dns'"));
                } else {
                    serials.put(text(at), soa.get().getSerial());
                    findings.add(Finding.ok(check, how + " has serial " + soa.get().getSerial()));
                }
            } catch (IOException e) {
                findings.add(Finding.failed(check, how + " does not answer", todo));
            }
        }
    }

    private void serials() {
        if (new TreeSet<>(serials.values()).size() > 1) {
            findings.add(
                    Finding.failed(
                            "serial",
                            "name servers have different versions of the zone: " + serials,
                            "wait a minute and look again; else see the secondaries' logs: do they get NOTIFY, and may they transfer?"));
        } else if (serials.size() > 1) {
            findings.add(Finding.ok("serial", "all have the same version of the zone"));
        }
    }

    private static String text(InetSocketAddress at) {
        return at.getAddress().getHostAddress() + " port " + at.getPort();
    }
}
