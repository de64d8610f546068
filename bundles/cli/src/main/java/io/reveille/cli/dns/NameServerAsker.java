/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.dns;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;

/** Asks one name server, or a resolver, as the rest of the world does: with DNSSEC. */
final class NameServerAsker {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int ATTEMPTS = 2;
    private static final int PAYLOAD = 1232;

    private NameServerAsker() {}

    /**
     * Asks a name server for what it has itself.
     *
     * @throws IOException if it does not answer
     */
    static Message ask(InetSocketAddress server, boolean tcp, Name name, int type)
            throws IOException {
        Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        query.getHeader().unsetFlag(Flags.RD);
        return send(server, tcp, query);
    }

    /**
     * Asks a resolver, which is to say what it gets even if it would not believe it.
     *
     * @throws IOException if it does not answer
     */
    static Message resolve(InetSocketAddress resolver, Name name, int type) throws IOException {
        Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        query.getHeader().setFlag(Flags.CD);
        return send(resolver, false, query);
    }

    private static Message send(InetSocketAddress server, boolean tcp, Message query)
            throws IOException {
        SimpleResolver one = new SimpleResolver(server);
        one.setTCP(tcp);
        one.setTimeout(PATIENCE);
        one.setEDNS(0, PAYLOAD, ExtendedFlags.DO, List.of());
        for (int attempt = 1; ; attempt++) {
            try {
                return one.send(query);
            } catch (SocketTimeoutException e) {
                if (attempt == ATTEMPTS) {
                    throw new IOException("no answer", e);
                }
            }
        }
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

    /** Whether this machine has a way to addresses of that kind at all. */
    static boolean isReachable(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return true;
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(address, 53)); // sends nothing
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    static String text(InetSocketAddress at) {
        return at.getAddress().getHostAddress() + " port " + at.getPort();
    }
}
