/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Tells secondaries that there is something new (RFC 1996); who doesn't answer is told again. */
final class Notifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final int ATTEMPTS = 5;
    private static final int ANSWER_MS = 2000;
    private static final int FIRST_PAUSE_SECONDS = 2;

    private final List<InetSocketAddress> secondaries;
    private final Optional<InetAddress> from;
    private final TransferKeys keys;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread daemon = new Thread(work, "dns-notify");
                        daemon.setDaemon(true);
                        return daemon;
                    });
    private volatile long newest;

    /**
     * @param from the address that secondaries know this server by, if it listens on one alone
     */
    Notifier(List<InetSocketAddress> secondaries, Optional<InetAddress> from, TransferKeys keys) {
        this.secondaries = secondaries;
        this.from = from;
        this.keys = keys;
    }

    void announce(SOARecord soa) {
        newest = soa.getSerial();
        for (InetSocketAddress secondary : secondaries) {
            thread.execute(() -> tell(secondary, soa, 1));
        }
    }

    private void tell(InetSocketAddress secondary, SOARecord soa, int attempt) {
        if (soa.getSerial() != newest) {
            return;
        }
        try {
            int rcode = ask(secondary, soa);
            if (rcode == Rcode.NOERROR) {
                LOG.debug("secondary {} knows of serial {}", secondary, soa.getSerial());
            } else {
                LOG.warn(
                        "secondary {} answers NOTIFY with {}: does it have the zone, and this server as its primary?",
                        secondary,
                        Rcode.string(rcode));
            }
        } catch (IOException e) {
            if (attempt < ATTEMPTS) {
                var unused =
                        thread.schedule(
                                () -> tell(secondary, soa, attempt + 1),
                                (long) FIRST_PAUSE_SECONDS << attempt,
                                TimeUnit.SECONDS);
            } else {
                LOG.warn(
                        "secondary {} does not answer NOTIFY: {}; it looks by itself within the hour",
                        secondary,
                        e.toString());
            }
        }
    }

    private int ask(InetSocketAddress secondary, SOARecord soa) throws IOException {
        Message notify = new Message();
        notify.getHeader().setOpcode(Opcode.NOTIFY);
        notify.getHeader().setFlag(Flags.AA);
        notify.addRecord(Record.newRecord(soa.getName(), Type.SOA, DClass.IN), Section.QUESTION);
        notify.addRecord(soa, Section.ANSWER);
        keys.tsig().ifPresent(key -> notify.setTSIG(key, Rcode.NOERROR, null));
        byte[] wire = notify.toWire(Responder.MAX_UDP);
        try (DatagramSocket socket =
                new DatagramSocket(
                        from.filter(own -> own.getClass() == secondary.getAddress().getClass())
                                .map(own -> new InetSocketAddress(own, 0))
                                .orElse(new InetSocketAddress(0)))) {
            socket.setSoTimeout(ANSWER_MS);
            socket.connect(secondary);
            socket.send(new DatagramPacket(wire, wire.length));
            DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWER_MS);
            while (System.nanoTime() < deadline) {
                socket.receive(answer);
                Message message = new Message(Arrays.copyOf(answer.getData(), answer.getLength()));
                if (message.getHeader().getID() == notify.getHeader().getID()
                        && message.getHeader().getFlag(Flags.QR)) {
                    return message.getRcode();
                }
            }
            throw new SocketTimeoutException("no answer to this question");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
