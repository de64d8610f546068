/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.protocol.ServiceTransport;
import io.reveille.server.dns.internal.Answer.Lookup;
import io.reveille.server.registry.CidrBlock;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayService;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.Registry;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Type;

/**
 * The fleet's zone. Every name that could be a gateway's is answered alike, whether there is such a
 * gateway or not and whether it is the asker's business or not: {@code <gateway>} has the public
 * addresses, {@code _<service>._tcp.<gateway>} and {@code _<service>._udp.<gateway>} (RFC 2782) a
 * port, which leads somewhere only if gateway and service exist and the asker may know. Names that
 * no gateway can have do not exist.
 */
final class FleetZone {
    private static final int FIRST_META_TYPE = 128;
    private static final int LAST_META_TYPE = 255;

    private final ZoneRecords records;
    private final Registry registry;
    private final List<CidrBlock> askers;

    FleetZone(ZoneRecords records, Registry registry, List<CidrBlock> askers) {
        this.records = records;
        this.registry = registry;
        this.askers = askers;
    }

    Answer answer(Record question, InetAddress asker) {
        Name name = question.getName();
        int type = question.getType();
        if (question.getDClass() != DClass.IN
                || (type >= FIRST_META_TYPE && type <= LAST_META_TYPE)
                || type == Type.OPT
                || !name.subdomain(records.apex())) {
            return Answer.refused();
        }
        String[] labels = labels(name);
        return switch (labels.length) {
            case 0 -> found(records.apexRecords(name, type), Optional.empty());
            case 1 -> gateway(name, type, labels[0], asker);
            case 2 ->
                    transport(labels[0]).isPresent() && Gateway.isId(labels[1])
                            ? found(List.of(), Optional.empty())
                            : noSuchName();
            case 3 -> service(name, type, labels, asker);
            default -> noSuchName();
        };
    }

    private Answer gateway(Name name, int type, String id, InetAddress asker) {
        if (!Gateway.isId(id)) {
            return noSuchName();
        }
        boolean known = known(id, asker).isPresent();
        List<Record> addresses = records.addresses(name, type);
        Optional<Lookup> lookup =
                known && !addresses.isEmpty()
                        ? Optional.of(new Lookup(id, "", addresses.get(0).rdataToString()))
                        : Optional.empty();
        return found(addresses, lookup);
    }

    private Answer service(Name name, int type, String[] labels, InetAddress asker) {
        String id = labels[2];
        Optional<ServiceTransport> transport = transport(labels[1]);
        if (!labels[0].startsWith("_")
                || !GatewayService.isName(labels[0].substring(1))
                || transport.isEmpty()
                || !Gateway.isId(id)) {
            return noSuchName();
        }
        if (type != Type.SRV) {
            return found(List.of(), Optional.empty());
        }
        String service = labels[0].substring(1);
        // both are worked out for every name, so that the time taken tells nothing either
        int decoy = registry.decoyPort(id, service);
        Optional<GatewayService> offered =
                known(id, asker)
                        .flatMap(gateway -> gateway.service(service))
                        .filter(s -> s.transport() == transport.get());
        int port = offered.map(GatewayService::publicPort).orElse(decoy);
        SRVRecord srv = records.service(name, port);
        Optional<Lookup> lookup =
                offered.map(
                        o ->
                                new Lookup(
                                        id,
                                        service,
                                        records.target().toString(true) + " port " + port));
        return new Answer(
                Rcode.NOERROR,
                List.of(srv),
                List.of(),
                records.allAddresses(records.target()),
                lookup);
    }

    private static Optional<ServiceTransport> transport(String label) {
        return label.startsWith("_") ? ServiceTransport.of(label.substring(1)) : Optional.empty();
    }

    /** The gateway, if it is in service and the asker may know. */
    private Optional<Gateway> known(String id, InetAddress asker) {
        boolean allowed = askers.stream().anyMatch(block -> block.contains(asker));
        return registry.gateway(id)
                .filter(gateway -> gateway.status() == GatewayStatus.ACTIVE && allowed);
    }

    private Answer found(List<Record> answer, Optional<Lookup> lookup) {
        return new Answer(
                Rcode.NOERROR,
                answer,
                answer.isEmpty() ? List.of(records.soa()) : List.of(),
                List.of(),
                lookup);
    }

    private Answer noSuchName() {
        return new Answer(
                Rcode.NXDOMAIN, List.of(), List.of(records.soa()), List.of(), Optional.empty());
    }

    /** The labels before the zone's, in lower case. */
    private String[] labels(Name name) {
        int count = name.labels() - records.apex().labels();
        String[] labels = new String[count];
        for (int i = 0; i < count; i++) {
            labels[i] = AsciiCase.lower(name.getLabelString(i));
        }
        return labels;
    }
}
