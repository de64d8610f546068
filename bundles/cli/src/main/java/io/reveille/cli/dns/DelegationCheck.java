/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.dns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.xbill.DNS.Name;

/** Whether the parent names the zone's name servers, and has their addresses. */
record DelegationCheck(PublishedZone zone, Delegation delegation, String parent) {

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(List.of(nameServers()));
        delegation
                .nameServers()
                .forEach(
                        (server, glue) -> {
                            if (server.subdomain(zone.name())) {
                                findings.add(glue(server, glue));
                            }
                        });
        return findings;
    }

    private Finding nameServers() {
        Set<Name> ours = zone.nameServers().keySet();
        Set<Name> theirs = delegation.nameServers().keySet();
        if (theirs.isEmpty()) {
            return Finding.failed(
                            "delegation",
                            "%s does not delegate %s".formatted(parent, zone.name()),
                            "put these records into " + parent + ", or at its registrar")
                    .with(zone.records());
        }
        TreeSet<Name> missing = new TreeSet<>(ours);
        missing.removeAll(theirs);
        TreeSet<Name> strange = new TreeSet<>(theirs);
        strange.removeAll(ours);
        if (missing.isEmpty() && strange.isEmpty()) {
            return Finding.ok("delegation", "%s names %s".formatted(parent, text(theirs)));
        }
        return Finding.failed(
                        "delegation",
                        "%s names %s, the zone itself %s"
                                .formatted(parent, text(theirs), text(ours)),
                        "let the NS records in %s be these alone, or set name.servers in etc/io.reveille.server.dns.cfg"
                                .formatted(parent))
                .with(zone.nameServerRecords(ours));
    }

    private Finding glue(Name server, Set<InetAddress> glue) {
        Set<InetAddress> ours = zone.nameServers().getOrDefault(server, Set.of());
        List<String> records = zone.glueRecords(server);
        if (glue.isEmpty()) {
            return Finding.failed(
                            "glue",
                            "%s gives no address of %s, which only the zone itself knows"
                                    .formatted(parent, server),
                            "put its addresses into " + parent + ", or at its registrar")
                    .with(records);
        }
        if (ours.isEmpty() || glue.equals(ours)) {
            return Finding.ok("glue", "%s is at %s".formatted(server, addresses(glue)));
        }
        String text =
                "%s has %s at %s, the zone itself at %s"
                        .formatted(parent, server, addresses(glue), addresses(ours));
        String todo = "let its addresses in %s be these alone".formatted(parent);
        return (ours.containsAll(glue)
                        ? Finding.advice("glue", text, todo)
                        : Finding.failed("glue", text, todo))
                .with(records);
    }

    private static String text(Set<Name> names) {
        return names.stream().map(Name::toString).collect(Collectors.joining(", "));
    }

    private static String addresses(Set<InetAddress> addresses) {
        return addresses.stream()
                .map(InetAddress::getHostAddress)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
