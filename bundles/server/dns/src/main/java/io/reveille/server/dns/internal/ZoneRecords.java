/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.server.registry.ServerSettings;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.HTTPSRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.SVCBBase.ParameterAlpn;
import org.xbill.DNS.SVCBBase.ParameterBase;
import org.xbill.DNS.SVCBBase.ParameterPort;
import org.xbill.DNS.SVCBRecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** The zone's records (RFC 1035, 2782, 3596, 9460). */
final class ZoneRecords {
    /** How long the zone's own data, SOA, NS and keys, may be kept. */
    static final long APEX_TTL = 300;

    private static final long REFRESH = 3600;
    private static final long RETRY = 600;
    private static final long EXPIRE = 86_400;
    private static final String VERSION = "v=reveille1";

    private final Name apex;
    private final Name target;
    private final Name nameServer;
    private final Name contact;
    private final List<InetAddress> addresses;
    private final long ttl;
    private final ZoneSettings settings;

    /**
     * @param ttl of gateways' names, and of the knowledge that a name is not there
     */
    ZoneRecords(ServerSettings server, Duration ttl, ZoneSettings settings) {
        this.apex = name(server.zone() + ".");
        this.target = name("proxy." + server.zone() + ".");
        this.nameServer = name("ns." + server.zone() + ".");
        this.contact = name("hostmaster." + server.zone() + ".");
        this.addresses = server.publicAddresses();
        this.ttl = ttl.toSeconds();
        this.settings = settings;
        for (NameServer other : settings.nameServers()) {
            boolean within = other.name().subdomain(apex);
            if (within == other.addresses().isEmpty()) {
                throw new IllegalArgumentException(
                        "name.servers: %s lies %s the zone, so it %s"
                                .formatted(
                                        other.name(),
                                        within ? "within" : "outside",
                                        within
                                                ? "needs an address: NAME=ADDRESS"
                                                : "must have no address here"));
            }
        }
    }

    Name apex() {
        return apex;
    }

    /** Where every service's port is. */
    Name target() {
        return target;
    }

    ZoneName.Grammar grammar() {
        Map<Name, List<InetAddress>> within = new TreeMap<>();
        settings.nameServers().stream()
                .filter(other -> !other.addresses().isEmpty())
                .forEach(other -> within.put(other.name(), other.addresses()));
        return new ZoneName.Grammar(apex, within);
    }

    SOARecord soa(long serial) {
        return new SOARecord(
                apex, DClass.IN, ttl, nameServer, contact, serial, REFRESH, RETRY, EXPIRE, ttl);
    }

    /** For how long it may be kept that something is not there (RFC 9077). */
    long negativeTtl() {
        return ttl;
    }

    List<Name> nameServers() {
        List<Name> names = new ArrayList<>(List.of(nameServer));
        settings.nameServers().forEach(other -> names.add(other.name()));
        return names;
    }

    /** The types that are at such a name, lowest first. */
    List<Integer> types(ZoneName place, ZoneVersion version) {
        List<Integer> types = new ArrayList<>();
        if (place instanceof ZoneName.Apex) {
            types.addAll(List.of(Type.NS, Type.SOA, Type.TXT));
            types.addAll(
                    version.keys().isSigned()
                            ? List.of(Type.DNSKEY, Type.CDS, Type.CDNSKEY)
                            : List.of());
            types.addAll(addressTypes(addresses));
        } else if (place instanceof ZoneName.NameServerHost other) {
            types.addAll(addressTypes(other.addresses()));
        } else if (place instanceof ZoneName.Host || place instanceof ZoneName.ServiceHost) {
            types.add(Type.TXT);
            types.addAll(addressTypes(addresses));
            types.addAll(place instanceof ZoneName.ServiceHost ? List.of(Type.SVCB) : List.of());
            types.addAll(version.https().isPresent() ? List.of(Type.HTTPS) : List.of());
        } else if (place instanceof ZoneName.ServicePort) {
            types.addAll(List.of(Type.TXT, Type.SRV));
        }
        types.sort(null);
        return types;
    }

    /**
     * The records of one of these types.
     *
     * @param owner as the asker wrote it
     * @param port where the name leads, if it is one of a service
     */
    RRset rrset(ZoneName place, Name owner, int type, int port, ZoneVersion version) {
        return switch (type) {
            case Type.A, Type.AAAA ->
                    addresses(
                            owner,
                            type,
                            place instanceof ZoneName.NameServerHost other
                                    ? other.addresses()
                                    : addresses);
            case Type.NS -> nameServers(owner);
            case Type.SOA -> new RRset(soa(version.serial()));
            case Type.DNSKEY, Type.CDS, Type.CDNSKEY ->
                    version.keys().records(type, owner, APEX_TTL);
            case Type.SRV -> new RRset(new SRVRecord(owner, DClass.IN, ttl, 0, 0, port, target));
            case Type.SVCB ->
                    new RRset(
                            new SVCBRecord(
                                    owner,
                                    DClass.IN,
                                    ttl,
                                    1,
                                    target,
                                    List.of(new ParameterPort(port))));
            case Type.HTTPS -> new RRset(https(owner, version.https().orElseThrow()));
            case Type.TXT -> new RRset(text(place, owner, port));
            default -> throw new IllegalArgumentException(Type.string(type));
        };
    }

    /** All addresses of the proxy, for the additional section. */
    List<RRset> targetAddresses() {
        return addressTypes(addresses).stream()
                .map(type -> addresses(target, type, addresses))
                .toList();
    }

    private RRset nameServers(Name owner) {
        RRset set = new RRset();
        nameServers().forEach(name -> set.addRR(new NSRecord(owner, DClass.IN, APEX_TTL, name)));
        return set;
    }

    private Record https(Name owner, HttpsEntry entry) {
        List<ParameterBase> parameters = new ArrayList<>();
        try {
            if (!entry.protocols().isEmpty()) {
                parameters.add(new ParameterAlpn(entry.protocols()));
            }
        } catch (TextParseException e) {
            throw new IllegalArgumentException(entry.protocols() + ": " + e.getMessage(), e);
        }
        int port = settings.httpsPort() > 0 ? settings.httpsPort() : entry.port();
        if (port != HttpsEntry.DEFAULT_PORT) {
            parameters.add(new ParameterPort(port));
        }
        return new HTTPSRecord(owner, DClass.IN, ttl, 1, Name.root, parameters);
    }

    private Record text(ZoneName place, Name owner, int port) {
        boolean service =
                place instanceof ZoneName.ServiceHost || place instanceof ZoneName.ServicePort;
        return new TXTRecord(
                owner,
                DClass.IN,
                place instanceof ZoneName.Apex ? APEX_TTL : ttl,
                service ? List.of(VERSION, "port=" + port) : List.of(VERSION));
    }

    private RRset addresses(Name owner, int type, List<InetAddress> of) {
        RRset set = new RRset();
        for (InetAddress address : of) {
            if (typeOf(address) == type) {
                set.addRR(
                        type == Type.A
                                ? new ARecord(owner, DClass.IN, ttl, address)
                                : new AAAARecord(owner, DClass.IN, ttl, address));
            }
        }
        return set;
    }

    private static List<Integer> addressTypes(List<InetAddress> addresses) {
        return addresses.stream().map(ZoneRecords::typeOf).distinct().sorted().toList();
    }

    private static int typeOf(InetAddress address) {
        return address instanceof Inet4Address ? Type.A : Type.AAAA;
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("'%s' is not a DNS name".formatted(text), e);
        }
    }
}
