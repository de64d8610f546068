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
import java.util.function.Supplier;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * The fleet's zone. Every name that could be a gateway's or a service's is answered alike, whether
 * there is such a one or not and whether it is the asker's business or not: all have the same types
 * of records, and ports lead somewhere only if gateway and service exist and the asker may know.
 * Names that no gateway can have do not exist.
 */
final class FleetZone {
    private static final int FIRST_META_TYPE = 128;
    private static final int LAST_META_TYPE = 255;

    private final ZoneRecords records;
    private final ZoneName.Grammar grammar;
    private final Registry registry;
    private final List<CidrBlock> askers;
    private final Supplier<ZoneVersion> version;

    FleetZone(
            ZoneRecords records,
            Registry registry,
            List<CidrBlock> askers,
            Supplier<ZoneVersion> version) {
        this.records = records;
        this.grammar = records.grammar();
        this.registry = registry;
        this.askers = askers;
        this.version = version;
    }

    /** Where a name of a service leads, and the gateway if the asker may know of it. */
    private record Way(int port, Optional<Gateway> gateway, Optional<GatewayService> service) {
        static final Way NONE = new Way(0, Optional.empty(), Optional.empty());
    }

    Answer answer(Record question, InetAddress asker) {
        Name name = question.getName();
        int type = question.getType();
        Optional<Integer> error = error(question);
        if (error.isPresent()) {
            return Answer.error(error.get());
        }
        ZoneName place = grammar.read(name);
        if (place instanceof ZoneName.Nowhere) {
            return Answer.noSuchName(name);
        }
        ZoneVersion now = version.get();
        boolean signed = now.keys().isSigned();
        List<Integer> types = records.types(place, now);
        if (signed && (type == Type.NSEC || type == Type.RRSIG)) {
            return new Answer(
                    Rcode.NOERROR,
                    List.of(new Answer.Denial(name, types, true).nsec(records.negativeTtl())),
                    Optional.empty(),
                    List.of(),
                    type == Type.RRSIG,
                    Optional.empty());
        }
        // one of all is enough (RFC 8482, 4.1)
        int wanted = type == Type.ANY && !types.isEmpty() ? types.get(0) : type;
        // worked out for every name, so that the time taken tells nothing either
        Way way = way(place, asker);
        if (!types.contains(wanted)) {
            return Answer.noData(name, types);
        }
        RRset set = records.rrset(place, name, wanted, way.port(), now);
        return Answer.found(
                set,
                wanted == Type.SRV || wanted == Type.SVCB ? records.targetAddresses() : List.of(),
                lookup(way, set));
    }

    /** Whether the name could be one of the zone, to be counted by itself. */
    boolean isPossible(Name name) {
        return name.subdomain(records.apex()) && !(grammar.read(name) instanceof ZoneName.Nowhere);
    }

    private Optional<Integer> error(Record question) {
        int type = question.getType();
        if (question.getDClass() != DClass.IN || !question.getName().subdomain(records.apex())) {
            return Optional.of(Rcode.REFUSED);
        }
        return switch (type) {
            case Type.ANY -> Optional.empty();
            case Type.AXFR, Type.IXFR -> Optional.of(Rcode.REFUSED);
            case Type.MAILA, Type.MAILB -> Optional.of(Rcode.NOTIMP);
            // those of messages, not of names; NXNAME by RFC 9824, 3.5
            default ->
                    type == Type.OPT
                                    || type == 0
                                    || (type >= FIRST_META_TYPE && type <= LAST_META_TYPE)
                            ? Optional.of(Rcode.FORMERR)
                            : Optional.empty();
        };
    }

    private Way way(ZoneName place, InetAddress asker) {
        if (place instanceof ZoneName.Host host) {
            return new Way(0, known(host.gatewayId(), asker), Optional.empty());
        }
        if (place instanceof ZoneName.ServiceHost host) {
            return way(host.gatewayId(), host.service(), ServiceTransport.TCP, asker);
        }
        if (place instanceof ZoneName.ServicePort port) {
            return way(port.gatewayId(), port.service(), port.transport(), asker);
        }
        return Way.NONE;
    }

    private Way way(
            String gatewayId, String service, ServiceTransport transport, InetAddress asker) {
        int decoy = registry.decoyPort(gatewayId, service, transport);
        Optional<Gateway> gateway = known(gatewayId, asker);
        Optional<GatewayService> offered =
                gateway.flatMap(known -> known.service(service))
                        .filter(found -> found.transport() == transport);
        return new Way(
                offered.map(GatewayService::publicPort).orElse(decoy),
                offered.flatMap(found -> gateway),
                offered);
    }

    /** The gateway, if it is in service and the asker may know. */
    private Optional<Gateway> known(String id, InetAddress asker) {
        boolean allowed = askers.stream().anyMatch(block -> block.contains(asker));
        return registry.gateway(id)
                .filter(gateway -> gateway.status() == GatewayStatus.ACTIVE && allowed);
    }

    private Optional<Lookup> lookup(Way way, RRset answer) {
        int type = answer.getType();
        boolean address = type == Type.A || type == Type.AAAA;
        if (way.gateway().isEmpty() || (way.service().isEmpty() && !address)) {
            return Optional.empty();
        }
        String text =
                address
                        ? answer.first().rdataToString()
                        : records.target().toString(true) + " port " + way.port();
        return Optional.of(
                new Lookup(
                        way.gateway().get().id(),
                        way.service().map(GatewayService::name).orElse(""),
                        text));
    }
}
