/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.connect;

import io.reveille.cli.CommandFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Steps A and B as a client does them: the SRV record of a gateway's service (RFC 2782), then the
 * address of its target, asked of one name server by UDP.
 */
public final class ServiceLookup {
    private static final Duration TIME_OUT = Duration.ofSeconds(5);

    private final Resolver resolver;
    private final String zone;

    /**
     * @param server the name server to ask; empty for the machine's own resolver
     * @param zone the fleet's zone, with or without the final dot
     */
    public ServiceLookup(Optional<InetSocketAddress> server, String zone) {
        try {
            this.resolver =
                    server.isPresent() ? new SimpleResolver(server.get()) : new SimpleResolver();
        } catch (UnknownHostException e) {
            throw new CommandFailedException(
                    "no name server is configured on this machine; give one by --dns", e);
        }
        resolver.setTimeout(TIME_OUT);
        this.zone = zone.endsWith(".") ? zone : zone + ".";
    }

    /** What the name server answered: where the service is to be reached. */
    public record Answer(String name, String target, InetSocketAddress address) {}

    /**
     * Where {@code service} of {@code gateway} is to be reached.
     *
     * @throws CommandFailedException when the name server does not answer or has no such service
     */
    public Answer find(String gateway, String service) {
        String asked = "_" + service + "._tcp." + gateway + "." + zone;
        SRVRecord srv =
                ask(asked, Type.SRV).stream()
                        .map(SRVRecord.class::cast)
                        .min(Comparator.comparingInt(SRVRecord::getPriority))
                        .orElseThrow(
                                () ->
                                        new CommandFailedException(
                                                "DNS has no "
                                                        + asked
                                                        + "; see 'reveille devices' for what the gateways offer"));
        String target = srv.getTarget().toString();
        InetAddress address =
                ask(target, Type.A).stream()
                        .map(ARecord.class::cast)
                        .map(ARecord::getAddress)
                        .findFirst()
                        .or(
                                () ->
                                        ask(target, Type.AAAA).stream()
                                                .map(r -> ((AAAARecord) r).getAddress())
                                                .findFirst())
                        .orElseThrow(
                                () ->
                                        new CommandFailedException(
                                                "DNS has no address for " + target));
        return new Answer(asked, target, new InetSocketAddress(address, srv.getPort()));
    }

    private List<Record> ask(String name, int type) {
        try {
            Record question = Record.newRecord(Name.fromString(name), type, DClass.IN);
            Message answer = resolver.send(Message.newQuery(question));
            if (answer.getRcode() != Rcode.NOERROR && answer.getRcode() != Rcode.NXDOMAIN) {
                throw new CommandFailedException(
                        "DNS answered "
                                + Rcode.string(answer.getRcode())
                                + " for "
                                + name
                                + "; is the zone right?");
            }
            return answer.getSection(Section.ANSWER).stream()
                    .filter(r -> r.getType() == type)
                    .toList();
        } catch (TextParseException e) {
            throw new CommandFailedException("'" + name + "' is not a DNS name", e);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "no answer from DNS for " + name + "; is the server up? See --dns", e);
        }
    }
}
