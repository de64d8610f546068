/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.server.registry.ServerSettings;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** The zone's records (RFC 1035, 2782, 3596). */
final class ZoneRecords {
    /** How long the zone's own data, SOA and NS, may be kept. */
    private static final long APEX_TTL = 300;

    private static final long REFRESH = 3600;
    private static final long RETRY = 600;
    private static final long EXPIRE = 86_400;

    private final Name apex;
    private final Name target;
    private final List<InetAddress> addresses;
    private final long ttl;
    private final SOARecord soa;
    private final Name nameServer;

    /**
     * @param ttl of gateways' names, and of the knowledge that a name is not there
     * @param serial of the SOA
     */
    ZoneRecords(ServerSettings settings, Duration ttl, long serial) {
        this.apex = name(settings.zone() + ".");
        this.target = name("proxy." + settings.zone() + ".");
        this.nameServer = name("ns." + settings.zone() + ".");
        this.addresses = settings.publicAddresses();
        this.ttl = ttl.toSeconds();
        this.soa =
                new SOARecord(
                        apex,
                        DClass.IN,
                        this.ttl,
                        nameServer,
                        name("hostmaster." + settings.zone() + "."),
                        serial & 0xFFFF_FFFFL,
                        REFRESH,
                        RETRY,
                        EXPIRE,
                        this.ttl);
    }

    Name apex() {
        return apex;
    }

    /** Where every service's port is. */
    Name target() {
        return target;
    }

    SOARecord soa() {
        return soa;
    }

    /**
     * @param owner as the asker wrote it
     */
    List<Record> apexRecords(Name owner, int type) {
        return switch (type) {
            case Type.SOA -> List.of(soa);
            case Type.NS -> List.of(new NSRecord(owner, DClass.IN, APEX_TTL, nameServer));
            case Type.TXT -> List.of(new TXTRecord(owner, DClass.IN, APEX_TTL, "v=reveille1"));
            default -> addresses(owner, type);
        };
    }

    SRVRecord service(Name owner, int port) {
        return new SRVRecord(owner, DClass.IN, ttl, 0, 0, port, target);
    }

    /** The public addresses of the type; none for other types. */
    List<Record> addresses(Name owner, int type) {
        return allAddresses(owner).stream().filter(record -> record.getType() == type).toList();
    }

    List<Record> allAddresses(Name owner) {
        List<Record> records = new ArrayList<>();
        for (InetAddress address : addresses) {
            records.add(
                    address instanceof Inet4Address
                            ? new ARecord(owner, DClass.IN, ttl, address)
                            : new AAAARecord(owner, DClass.IN, ttl, address));
        }
        return records;
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("'%s' is not a DNS name".formatted(text), e);
        }
    }
}
