/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.dns;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What a resolver finds out for everybody. */
final class PublicResolver {
    private static final int MOST_SERVERS = 13;

    private final List<InetSocketAddress> resolvers;

    /**
     * @param given the resolver; those of this machine if empty
     */
    PublicResolver(Optional<InetSocketAddress> given) {
        this.resolvers =
                given.map(List::of).orElseGet(() -> ResolverConfig.getCurrentConfig().servers());
    }

    /**
     * The zone above, found by going up label by label to the next one that has a SOA record.
     *
     * @param port where its name servers are asked
     * @throws IOException if no resolver answers
     */
    ParentZone parentOf(Name zone, int port) throws IOException {
        for (Name above = new Name(zone, 1); ; above = new Name(above, 1)) {
            Name apex = above;
            boolean isZone =
                    ask(above, Type.SOA).getSection(Section.ANSWER).stream()
                            .anyMatch(r -> r.getType() == Type.SOA && r.getName().equals(apex));
            if (isZone || above.equals(Name.root)) {
                return new ParentZone(above.toString(), servers(above, port));
            }
        }
    }

    private List<InetSocketAddress> servers(Name apex, int port) throws IOException {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (Record record : found(apex, Type.NS)) {
            if (servers.size() < MOST_SERVERS) {
                addresses(((NSRecord) record).getTarget()).stream()
                        .filter(NameServerAsker::isReachable)
                        .min(Comparator.comparing(address -> !(address instanceof Inet4Address)))
                        .ifPresent(address -> servers.add(new InetSocketAddress(address, port)));
            }
        }
        return servers;
    }

    /**
     * All addresses of a host; none if it has none.
     *
     * @throws IOException if no resolver answers
     */
    List<InetAddress> addresses(Name host) throws IOException {
        List<Record> records = new ArrayList<>(found(host, Type.A));
        records.addAll(found(host, Type.AAAA));
        return NameServerAsker.addresses(records);
    }

    private List<Record> found(Name name, int type) throws IOException {
        return ask(name, type).getSection(Section.ANSWER).stream()
                .filter(record -> record.getType() == type)
                .toList();
    }

    private Message ask(Name name, int type) throws IOException {
        String failure = "this machine has none";
        for (InetSocketAddress resolver : resolvers) {
            try {
                Message answer = NameServerAsker.resolve(resolver, name, type);
                int rcode = answer.getRcode();
                if (rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN) {
                    return answer;
                }
                failure =
                        "%s says %s of %s"
                                .formatted(
                                        NameServerAsker.text(resolver), Rcode.string(rcode), name);
            } catch (IOException e) {
                failure = "%s: %s".formatted(NameServerAsker.text(resolver), e.getMessage());
            }
        }
        throw new IOException(failure);
    }
}
