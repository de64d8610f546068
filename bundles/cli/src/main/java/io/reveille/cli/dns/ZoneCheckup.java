/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.dns;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.Name;

/** Looks whether the world finds the zone, and says what to do where it does not. */
final class ZoneCheckup {
    private final JsonObject zone;
    private final Name name;
    private final PublicResolver resolver;
    private final Optional<InetSocketAddress> parent;
    private final int port;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param zone as the API tells of it
     * @param parent a name server of the parent zone; looked for if empty
     * @param port where name servers answer: 53 but for trials
     */
    ZoneCheckup(
            JsonObject zone,
            PublicResolver resolver,
            Optional<InetSocketAddress> parent,
            int port) {
        this.zone = zone;
        this.name = Name.fromConstantString(zone.get("zone").getAsString() + ".");
        this.resolver = resolver;
        this.parent = parent;
        this.port = port;
    }

    List<Finding> findings(InetSocketAddress own) {
        Optional<ParentZone> above = above();
        Optional<Delegation> delegation = above.flatMap(this::delegation);
        NameServerCheck check =
                new NameServerCheck(name, delegation.map(Delegation::ds).orElseGet(Set::of));
        findings.addAll(
                0,
                check.answers(
                        "server",
                        own,
                        "see the server's log; is its port used by another program?"));
        delegation.ifPresent(
                found -> {
                    compare(found, above.get().name(), own);
                    nameServers(found, check);
                });
        check.serials().ifPresent(findings::add);
        return findings;
    }

    private Optional<ParentZone> above() {
        if (parent.isPresent()) {
            return Optional.of(new ParentZone("the parent zone", List.of(parent.get())));
        }
        try {
            return Optional.of(resolver.parentOf(name, port));
        } catch (IOException e) {
            findings.add(
                    Finding.failed(
                            "resolver",
                            "no resolver finds the zone above %s: %s"
                                    .formatted(name, e.getMessage()),
                            "give a resolver by --resolver HOST[:PORT], or a name server of the zone above by --parent HOST[:PORT]"));
            return Optional.empty();
        }
    }

    /** What the parent's name servers say, which is to be the same. */
    private Optional<Delegation> delegation(ParentZone above) {
        Map<InetSocketAddress, Delegation> said = new LinkedHashMap<>();
        List<String> silent = new ArrayList<>();
        for (InetSocketAddress server : above.servers()) {
            try {
                said.put(server, Delegation.of(server, name));
            } catch (IOException e) {
                silent.add(NameServerAsker.text(server) + ": " + e.getMessage());
            }
        }
        findings.add(parent(above, said, silent));
        return said.values().stream().findFirst();
    }

    private Finding parent(
            ParentZone above, Map<InetSocketAddress, Delegation> said, List<String> silent) {
        if (said.isEmpty()) {
            return Finding.failed(
                    "parent",
                    "no name server of %s says anything: %s"
                            .formatted(above.name(), silent.isEmpty() ? "none is found" : silent),
                    "try again, or give one by --parent HOST[:PORT]");
        }
        if (said.values().stream().distinct().count() > 1) {
            return Finding.failed(
                    "parent",
                    "the name servers of %s say different things of %s: %s"
                            .formatted(above.name(), name, texts(said.keySet())),
                    "wait until all have that zone's newest version, and look again");
        }
        if (!silent.isEmpty()) {
            return Finding.advice(
                    "parent",
                    "some name servers of %s do not say anything: %s"
                            .formatted(above.name(), silent),
                    "look again later, or tell the keeper of that zone");
        }
        return Finding.ok(
                "parent", "%s is asked at %s".formatted(above.name(), texts(said.keySet())));
    }

    private static String texts(Collection<InetSocketAddress> servers) {
        return String.join(", ", servers.stream().map(NameServerAsker::text).toList());
    }

    private void compare(Delegation delegation, String above, InetSocketAddress own) {
        try {
            PublishedZone published = PublishedZone.of(zone, own);
            findings.addAll(new DelegationCheck(published, delegation, above).findings());
            if (!delegation.nameServers().isEmpty()) {
                findings.add(new DsCheck(published, delegation.ds(), above).finding());
            }
        } catch (IOException e) {
            findings.add(
                    Finding.failed(
                            "delegation",
                            "cannot be compared, since the server itself does not answer: "
                                    + e.getMessage(),
                            "let the server run, and look again"));
        }
    }

    private void nameServers(Delegation delegation, NameServerCheck check) {
        delegation
                .nameServers()
                .forEach(
                        (server, glue) -> {
                            Collection<InetAddress> addresses =
                                    glue.isEmpty() && !server.subdomain(name)
                                            ? resolved(server)
                                            : glue;
                            findings.addAll(check.findings(server, addresses, port));
                        });
    }

    private List<InetAddress> resolved(Name server) {
        String flaw = "it has no address";
        try {
            List<InetAddress> addresses = resolver.addresses(server);
            if (!addresses.isEmpty()) {
                return addresses;
            }
        } catch (IOException e) {
            flaw = e.getMessage();
        }
        findings.add(
                Finding.failed(
                        server.toString(true),
                        "its address is not found: " + flaw,
                        "give it one, or take it out of the NS records"));
        return List.of();
    }
}
