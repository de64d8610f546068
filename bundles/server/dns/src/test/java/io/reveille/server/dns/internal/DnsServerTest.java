/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

class DnsServerTest {
    private static final int TIMEOUT_MS = 10_000;

    private final FleetInMemory fleet = new FleetInMemory();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void answers_over_udp_and_tcp() throws IOException {
        InetSocketAddress address = start("203.0.113.7", settings(64, 10));
        SimpleResolver resolver = resolver(address);

        for (boolean tcp : new boolean[] {false, true}) {
            resolver.setTCP(tcp);
            Message response = resolver.send(query("_http._tcp.gw7.fleet.test."));

            assertThat(response.getRcode()).isEqualTo(Rcode.NOERROR);
            assertThat(response.getSection(Section.ANSWER))
                    .extracting(Record::rdataToString)
                    .containsExactly("0 0 20017 proxy.fleet.test.");
        }
        assertThat(fleet.lookups).hasSize(2);
        assertThat(fleet.lookups)
                .allMatch(
                        l ->
                                l.asker().equals(FleetInMemory.ASKER)
                                        && !l.answer().isBefore(l.query()));
    }

    @Test
    void gives_by_tcp_what_it_had_to_cut_over_udp() throws IOException {
        String many =
                IntStream.range(1, 201)
                        .mapToObj(i -> "203.0.113." + i)
                        .collect(Collectors.joining(","));
        SimpleResolver resolver = resolver(start(many, settings(64, 10)));
        Message query = Message.newQuery(question("gw7.fleet.test.", Type.A));

        // the resolver asks again by TCP when it sees TC
        assertThat(resolver.send(query).getSection(Section.ANSWER)).hasSize(200);
        resolver.setIgnoreTruncation(true);
        assertThat(resolver.send(query).getHeader().getFlag(Flags.TC)).isTrue();
    }

    @Test
    void answers_many_requests_on_one_connection_in_order() throws IOException {
        InetSocketAddress address = start("203.0.113.7", settings(64, 10));
        try (Socket socket = connect(address)) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            int count = 500;
            for (int id = 0; id < count; id++) {
                Message query = query("_http._tcp.gw" + id + ".fleet.test.");
                query.getHeader().setID(id);
                byte[] wire = query.toWire();
                out.writeShort(wire.length);
                out.write(wire);
            }
            out.flush();

            for (int id = 0; id < count; id++) {
                assertThat(read(socket).getHeader().getID()).isEqualTo(id);
            }
        }
    }

    @Test
    void puts_a_request_together_that_comes_in_pieces() throws IOException {
        InetSocketAddress address = start("203.0.113.7", settings(64, 10));
        byte[] wire = query("_http._tcp.gw7.fleet.test.").toWire();
        try (Socket socket = connect(address)) {
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(wire.length >>> 8);
            socket.getOutputStream().write(wire.length);
            for (byte octet : wire) {
                socket.getOutputStream().write(octet);
                socket.getOutputStream().flush();
            }
            assertThat(read(socket).getRcode()).isEqualTo(Rcode.NOERROR);
        }
    }

    @Test
    void hangs_up_on_who_sends_too_much_or_nonsense() throws IOException {
        InetSocketAddress address = start("203.0.113.7", settings(64, 10));
        for (int length : new int[] {DnsServer.MAX_REQUEST + 1, 65_535, 3, 0}) {
            try (Socket socket = connect(address)) {
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeShort(length);
                out.write(new byte[Math.min(length, 3)]);
                out.flush();

                assertThat(endsSilently(socket)).as("length %d", length).isTrue();
            }
        }
    }

    @Test
    void hangs_up_on_who_says_nothing_or_dawdles() throws IOException {
        InetSocketAddress address = start("203.0.113.7", settings(64, 1));
        try (Socket silent = connect(address);
                Socket dawdling = connect(address)) {
            dawdling.getOutputStream().write(new byte[] {0, 40, 1});
            dawdling.getOutputStream().flush();

            assertThat(endsSilently(silent)).isTrue();
            assertThat(endsSilently(dawdling)).isTrue();
        }
    }

    @Test
    void hangs_up_on_one_connection_too_many_and_takes_others_later() throws IOException {
        InetSocketAddress address = start("203.0.113.7", settings(8, 60));
        byte[] wire = query("gw7.fleet.test.").toWire();
        try (Socket first = connect(address)) {
            try (Socket second = connect(address)) {
                assertThat(exchange(first, wire).getRcode()).isEqualTo(Rcode.NOERROR);
                assertThat(exchange(second, wire).getRcode()).isEqualTo(Rcode.NOERROR);
                // two of eight from one address
                try (Socket third = connect(address)) {
                    assertThat(endsSilently(third)).isTrue();
                }
            }
            await().until(() -> isServed(address, wire));
        }
    }

    @Test
    void drops_datagrams_that_are_no_requests_and_goes_on() throws IOException {
        InetSocketAddress address = start("203.0.113.7", settings(64, 10));
        byte[] wire = query("gw7.fleet.test.").toWire();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(TIMEOUT_MS);
            for (byte[] hostile :
                    new byte[][] {{}, {1}, new byte[11], new byte[60_000], ones(100)}) {
                socket.send(new DatagramPacket(hostile, hostile.length, address));
            }
            socket.send(new DatagramPacket(wire, wire.length, address));

            DatagramPacket response = new DatagramPacket(new byte[2000], 2000);
            do {
                socket.receive(response);
            } while (response.getData()[0] != wire[0] || response.getData()[1] != wire[1]);
            byte[] octets = Arrays.copyOf(response.getData(), response.getLength());
            assertThat(new Message(octets).getRcode()).isEqualTo(Rcode.NOERROR);
        }
    }

    @Test
    void says_which_port_it_can_not_have() {
        InetSocketAddress address = start("203.0.113.7", settings(64, 10));
        DnsSettings same =
                new DnsSettings(
                        List.of(address.getAddress()),
                        address.getPort(),
                        List.of(),
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        1,
                        ZoneSettings.DEFAULT,
                        RateSettings.DEFAULT,
                        TransferSettings.NONE,
                        List.of());

        assertThatThrownBy(() -> fleet.start("203.0.113.7", same))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("UDP port " + address.getPort())
                .hasMessageContaining("Choose another port");
    }

    private static DnsSettings settings(int tcpConnections, int idleSeconds) {
        DnsSettings s = FleetInMemory.settings("0.0.0.0/0");
        return new DnsSettings(
                s.listen(),
                0,
                s.askers(),
                s.ttl(),
                Duration.ofSeconds(idleSeconds),
                tcpConnections,
                s.zone(),
                s.rates(),
                s.transfers(),
                s.wakeFor());
    }

    private InetSocketAddress start(String addresses, DnsSettings settings) {
        DnsServer server = fleet.start(addresses, settings);
        open.add(server);
        return server.addresses().get(0);
    }

    private static SimpleResolver resolver(InetSocketAddress address) {
        SimpleResolver resolver = new SimpleResolver(address);
        resolver.setTimeout(Duration.ofMillis(TIMEOUT_MS));
        return resolver;
    }

    private static Message query(String name) throws IOException {
        return Message.newQuery(question(name, Type.SRV));
    }

    private static Record question(String name, int type) throws IOException {
        return Record.newRecord(Name.fromString(name), type, DClass.IN);
    }

    private static Socket connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(TIMEOUT_MS);
        return socket;
    }

    private static Message exchange(Socket socket, byte[] query) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeShort(query.length);
        out.write(query);
        out.flush();
        return read(socket);
    }

    private static Message read(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] response = new byte[in.readUnsignedShort()];
        in.readFully(response);
        return new Message(response);
    }

    private static boolean isServed(InetSocketAddress address, byte[] query) {
        try (Socket socket = connect(address)) {
            return exchange(socket, query).getRcode() == Rcode.NOERROR;
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends without an octet; a reset is an end as well. */
    private static boolean endsSilently(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    private static byte[] ones(int length) {
        byte[] ones = new byte[length];
        Arrays.fill(ones, (byte) 0xFF);
        return ones;
    }
}
