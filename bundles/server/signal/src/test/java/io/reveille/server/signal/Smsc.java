/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.EnquireLink;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jsmpp.util.MessageId;

/** A service centre on a port of its own, made of jsmpp's server side. */
final class Smsc implements ServerMessageReceiverListener, AutoCloseable {
    static final String SYSTEM_ID = "reveille";
    static final String PASSWORD = "wake-up!";

    final List<SubmitSm> submitted = new CopyOnWriteArrayList<>();
    final List<BindRequest> binds = new CopyOnWriteArrayList<>();
    final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
    final AtomicInteger enquireLinks = new AtomicInteger();

    /** Statuses that the next requests are refused with, before others are accepted. */
    final Queue<Integer> refusals = new ConcurrentLinkedQueue<>();

    volatile Supplier<String> ids = () -> "17";
    volatile Consumer<SubmitSm> beforeAnswer = request -> {};

    private final int port;
    private ServerSocket listening;

    private Smsc(ServerSocket listening) {
        this.listening = listening;
        this.port = listening.getLocalPort();
        accept(listening);
    }

    static Smsc open() throws IOException {
        return new Smsc(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
    }

    static Smsc open(ServerSocket listening) {
        return new Smsc(listening);
    }

    int port() {
        return port;
    }

    /** Stops and hangs up on everybody. */
    void stop() throws IOException {
        listening.close();
        hangUp();
    }

    void hangUp() {
        sessions.forEach(SMPPServerSession::close);
        sessions.clear();
    }

    /** Is back on the same port. */
    void restart() throws IOException {
        listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        accept(listening);
    }

    private void accept(ServerSocket socket) {
        Thread thread =
                new Thread(
                        () -> {
                            while (!socket.isClosed()) {
                                try {
                                    bind(new SocketConnection(socket.accept()));
                                } catch (IOException | TimeoutException | PDUStringException e) {
                                    // closed, or a client that gave up
                                }
                            }
                        },
                        "test-smsc");
        thread.setDaemon(true);
        thread.start();
    }

    private void bind(SocketConnection connection)
            throws TimeoutException, IOException, PDUStringException {
        SMPPServerSession session =
                new SMPPServerSession(connection, (now, before, who) -> {}, this, null, 3, 100);
        BindRequest bind = session.waitForBind(5_000);
        binds.add(bind);
        if (bind.getSystemId().equals(SYSTEM_ID) && bind.getPassword().equals(PASSWORD)) {
            sessions.add(session);
            bind.accept("test-smsc");
        } else {
            bind.reject(0x0E);
            session.close();
        }
    }

    /** Sends a delivery receipt to the only client. */
    void receipt(String number, String text, OptionalParameter... parameters) {
        deliver(new ESMClass((byte) 0x04), number, text, parameters);
    }

    void deliver(ESMClass esmClass, String number, String text, OptionalParameter... parameters) {
        try {
            sessions.get(0)
                    .deliverShortMessage(
                            "",
                            TypeOfNumber.INTERNATIONAL,
                            NumberingPlanIndicator.ISDN,
                            number,
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            "",
                            esmClass,
                            (byte) 0,
                            (byte) 0,
                            new RegisteredDelivery(0),
                            new RawDataCoding((byte) 0),
                            text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                            parameters);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm request, SMPPServerSession source)
            throws ProcessRequestException {
        submitted.add(request);
        Integer refusal = refusals.poll();
        if (refusal != null) {
            throw new ProcessRequestException("refused", refusal);
        }
        beforeAnswer.accept(request);
        try {
            return new SubmitSmResult(new MessageId(ids.get()), new OptionalParameter[0]);
        } catch (PDUStringException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void onAcceptEnquireLink(EnquireLink enquireLink, Session source) {
        enquireLinks.incrementAndGet();
    }

    @Override
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti request, SMPPServerSession source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public QuerySmResult onAcceptQuerySm(QuerySm request, SMPPServerSession source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onAcceptReplaceSm(ReplaceSm request, SMPPServerSession source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onAcceptCancelSm(CancelSm request, SMPPServerSession source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm request, SMPPServerSession source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onAcceptCancelBroadcastSm(CancelBroadcastSm request, SMPPServerSession source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(
            QueryBroadcastSm request, SMPPServerSession source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm request, Session source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
