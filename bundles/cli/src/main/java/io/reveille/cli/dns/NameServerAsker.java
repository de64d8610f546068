/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.dns;

import io.reveille.cli.CommandFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Asks one name server, or a resolver, as the rest of the world does. */
final class NameServerAsker {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Optional<InetSocketAddress> resolver;

    /**
     * @param resolver to be asked for what others say; the machine's own if empty
     */
    NameServerAsker(Optional<InetSocketAddress> resolver) {
        this.resolver = resolver;
    }

    /**
     * Asks a name server itself.
     *
     * @throws IOException if it does not answer
     */
    static Message ask(InetSocketAddress server, boolean tcp, Name name, int type)
            throws IOException {
        SimpleResolver one = new SimpleResolver(server);
        one.setTCP(tcp);
        one.setTimeout(PATIENCE);
        Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        query.getHeader().unsetFlag(Flags.RD);
        return one.send(query);
    }

    /** What a resolver finds; nothing if it finds nothing. */
    List<Record> resolve(Name name, int type) {
        try {
            SimpleResolver one =
                    resolver.isPresent()
                            ? new SimpleResolver(resolver.get())
                            : new SimpleResolver();
            one.setTimeout(PATIENCE);
            return one
                    .send(Message.newQuery(Record.newRecord(name, type, DClass.IN)))
                    .getSection(Section.ANSWER)
                    .stream()
                    .filter(record -> record.getType() == type)
                    .toList();
        } catch (UnknownHostException e) {
            throw new CommandFailedException(
                    "no resolver is configured on this machine; give one by --resolver", e);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "the resolver does not answer (%s); give another by --resolver"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    List<InetAddress> addresses(Name host) {
        List<Record> records = new ArrayList<>(resolve(host, Type.A));
        records.addAll(resolve(host, Type.AAAA));
        return addresses(records);
    }

    static List<InetAddress> addresses(List<Record> records) {
        List<InetAddress> addresses = new ArrayList<>();
        for (Record record : records) {
            if (record instanceof ARecord a) {
                addresses.add(a.getAddress());
            } else if (record instanceof AAAARecord aaaa) {
                addresses.add(aaaa.getAddress());
            }
        }
        return addresses;
    }

    /** A name server of the zone above, the nearest one that there is. */
    Optional<InetSocketAddress> parentOf(Name zone) {
        for (Name above = new Name(zone, 1); ; above = new Name(above, 1)) {
            for (Record record : resolve(above, Type.NS)) {
                List<InetAddress> addresses = addresses(((NSRecord) record).getTarget());
                if (!addresses.isEmpty()) {
                    return Optional.of(new InetSocketAddress(addresses.get(0), 53));
                }
            }
            if (above.labels() <= 1) {
                return Optional.empty();
            }
        }
    }
}
