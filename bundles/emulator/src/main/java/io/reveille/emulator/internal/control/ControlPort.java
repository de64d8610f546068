/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.control;

import io.reveille.emulator.ModemFaults;
import io.reveille.emulator.internal.radio.LineReader;
import io.reveille.sms.Direction;
import io.reveille.sms.OctetString;
import io.reveille.sms.SmsDecodeException;
import io.reveille.sms.Tpdu;
import io.reveille.sms.TpduCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Listens for the control protocol: one order a line, one line {@code ok} or {@code error …} for
 * each.
 */
public final class ControlPort implements AutoCloseable {
    private static final int LONGEST_ORDER = 1_024;

    private final ServerSocket server;
    private final ControlOrders orders;
    private final Function<Tpdu, CompletionStage<OptionalInt>> arrive;

    /** A port that is listened at from now on. */
    public ControlPort(
            InetSocketAddress at,
            ModemFaults faults,
            Function<Tpdu, CompletionStage<OptionalInt>> arrive)
            throws IOException {
        this.orders = new ControlOrders(faults);
        this.arrive = arrive;
        this.server = new ServerSocket();
        try {
            server.bind(at, 4);
        } catch (IOException e) {
            server.close();
            throw new IOException("no control port at " + at + ": " + e.getMessage(), e);
        }
        Thread thread = new Thread(this::serve, "emulated-modem-control");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where it is. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** One conversation at a time. */
    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                LineReader reader = new LineReader(socket.getInputStream(), LONGEST_ORDER);
                for (Optional<String> line = reader.next();
                        line.isPresent();
                        line = reader.next()) {
                    socket.getOutputStream()
                            .write((obey(line.get()) + "\n").getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                // that conversation is over
            }
        }
    }

    private String obey(String line) {
        if (line.matches("deliver [0-9A-Fa-f]{2,400}")) {
            return deliver(line.substring("deliver ".length()));
        }
        return orders.obey(line).map(problem -> "error " + problem).orElse("ok");
    }

    private String deliver(String hex) {
        try {
            byte[] octets = OctetString.fromHex(hex).toArray();
            Tpdu tpdu = TpduCodec.decode(octets, Direction.MOBILE_TERMINATED);
            var unused = arrive.apply(tpdu);
            return "ok";
        } catch (SmsDecodeException | IllegalArgumentException e) {
            return "error no TPDU: " + e.getMessage();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // it is of no use any more either way
        }
    }
}
