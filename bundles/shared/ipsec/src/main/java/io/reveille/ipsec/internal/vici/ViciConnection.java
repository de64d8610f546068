/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.ipsec.internal.vici;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A conversation with the IKE daemon over its vici socket, one request after the other. Every call
 * ends by the deadline given when it was opened. Not for use by several threads.
 */
public final class ViciConnection implements AutoCloseable {
    private static final int MAX_PACKET = 512 * 1024;
    private static final int MOST_EVENTS = 100_000;

    private static final int CMD_REQUEST = 0;
    private static final int CMD_RESPONSE = 1;
    private static final int CMD_UNKNOWN = 2;
    private static final int EVENT_REGISTER = 3;
    private static final int EVENT_CONFIRM = 5;
    private static final int EVENT_UNKNOWN = 6;
    private static final int EVENT = 7;

    private final SocketChannel channel;
    private final Selector selector;
    private final long deadline;

    private ViciConnection(SocketChannel channel, Selector selector, long deadline) {
        this.channel = channel;
        this.selector = selector;
        this.deadline = deadline;
    }

    /**
     * Connects.
     *
     * @param patience after so long whatever is not done fails
     * @throws IOException when nobody listens there
     */
    public static ViciConnection open(Path socket, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        Selector selector = null;
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.configureBlocking(false);
            selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
            return new ViciConnection(channel, selector, deadline);
        } catch (IOException | RuntimeException e) {
            channel.close();
            if (selector != null) {
                selector.close();
            }
            throw e;
        }
    }

    /**
     * Sends a command and waits for its answer.
     *
     * @throws IOException when there is none in time, the command is not known, or it failed; then
     *     the message is the daemon's
     */
    public ViciSection request(String command, ViciSection arguments) throws IOException {
        send(CMD_REQUEST, command, ViciCodec.encode(arguments));
        ByteBuffer packet = receive();
        int type = packet.get();
        if (type == CMD_UNKNOWN) {
            throw new ProtocolException("the IKE daemon does not know '" + command + "'");
        }
        if (type != CMD_RESPONSE) {
            throw new ProtocolException("unexpected vici packet " + type);
        }
        return succeeded(command, ViciCodec.decode(packet));
    }

    /** Sends a command that lists by events, and collects them. */
    public List<ViciSection> list(String command, String event, ViciSection arguments)
            throws IOException {
        List<ViciSection> events = new ArrayList<>();
        request(command, arguments, event, events::add);
        return events;
    }

    /**
     * Sends a command that tells by events before it answers.
     *
     * @param event the name of those events
     * @param told gets them as they come
     */
    public ViciSection request(
            String command, ViciSection arguments, String event, Consumer<ViciSection> told)
            throws IOException {
        send(EVENT_REGISTER, event, new byte[0]);
        expectConfirmation(event);
        send(CMD_REQUEST, command, ViciCodec.encode(arguments));
        for (int events = 0; events < MOST_EVENTS; events++) {
            ByteBuffer packet = receive();
            int type = packet.get();
            if (type == CMD_RESPONSE) {
                return succeeded(command, ViciCodec.decode(packet));
            }
            unlessEvent(type);
            skipName(packet);
            told.accept(ViciCodec.decode(packet));
        }
        throw new ProtocolException("'" + command + "' tells too much");
    }

    private void expectConfirmation(String event) throws IOException {
        int type = receive().get();
        if (type == EVENT_UNKNOWN) {
            throw new ProtocolException("the IKE daemon does not know the event '" + event + "'");
        }
        if (type != EVENT_CONFIRM) {
            throw new ProtocolException("unexpected vici packet " + type);
        }
    }

    private static void unlessEvent(int type) throws ProtocolException {
        if (type != EVENT) {
            throw new ProtocolException("unexpected vici packet " + type);
        }
    }

    private static void skipName(ByteBuffer packet) throws ProtocolException {
        int length = packet.hasRemaining() ? packet.get() & 0xFF : 0;
        if (length == 0 || length > packet.remaining()) {
            throw new ProtocolException("a vici event without a name");
        }
        packet.position(packet.position() + length);
    }

    private static ViciSection succeeded(String command, ViciSection answer) throws IOException {
        if (answer.text("success").filter("no"::equals).isPresent()) {
            throw new CommandFailedException(
                    command, answer.text("errmsg").orElse("no reason told"));
        }
        return answer;
    }

    private void send(int type, String name, byte[] message) throws IOException {
        byte[] nameOctets = name.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(type);
        packet.write(nameOctets.length);
        packet.writeBytes(nameOctets);
        packet.writeBytes(message);
        byte[] octets = packet.toByteArray();
        ByteBuffer out = ByteBuffer.allocate(4 + octets.length);
        out.putInt(octets.length).put(octets).flip();
        try {
            while (out.hasRemaining()) {
                if (channel.write(out) == 0) {
                    await(SelectionKey.OP_WRITE);
                }
            }
        } finally {
            Arrays.fill(octets, (byte) 0);
            Arrays.fill(out.array(), (byte) 0);
            Arrays.fill(message, (byte) 0);
        }
    }

    private ByteBuffer receive() throws IOException {
        int length = read(4).getInt();
        if (length < 1 || length > MAX_PACKET) {
            throw new ProtocolException("a vici packet of " + length + " octets");
        }
        return read(length);
    }

    private ByteBuffer read(int length) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(length);
        while (in.hasRemaining()) {
            int read = channel.read(in);
            if (read < 0) {
                throw new EOFException("the IKE daemon hung up");
            }
            if (read == 0) {
                await(SelectionKey.OP_READ);
            }
        }
        return in.flip();
    }

    private void await(int operation) throws IOException {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0) {
            throw new SocketTimeoutException("the IKE daemon does not answer in time");
        }
        channel.keyFor(selector).interestOps(operation);
        selector.select(left);
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
            throw new IOException("interrupted while the IKE daemon was asked");
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
