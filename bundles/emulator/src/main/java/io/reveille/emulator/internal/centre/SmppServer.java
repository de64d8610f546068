/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import io.reveille.emulator.SmppAccount;
import io.reveille.emulator.SmsCentreOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.Session;
import org.jsmpp.session.SessionStateListener;
import org.jsmpp.session.connection.socket.SocketConnection;

/** Listens for SMPP 3.4 clients. */
final class SmppServer implements AutoCloseable {
    private static final int MOST_SESSIONS = 100;
    private static final int BIND_MILLIS = 5_000;
    private static final int ENQUIRE_LINK_MILLIS = 30_000;
    private static final int MOST_QUEUED = 100;

    private final ServerSocket server;
    private final SmppAccount account;
    private final String systemId;
    private final Forwarding forwarding;
    private final Submissions submissions;
    private final Set<SMPPServerSession> sessions = ConcurrentHashMap.newKeySet();
    private final Set<SMPPServerSession> receivers = ConcurrentHashMap.newKeySet();
    private final ExecutorService deliveries;

    SmppServer(SmsCentreOptions options, Forwarding forwarding) throws IOException {
        this.account = options.account();
        this.systemId = "reveille";
        this.forwarding = forwarding;
        this.submissions =
                new Submissions(forwarding, Recipient.client(options.account().systemId()));
        this.server = options.tls().isPresent() ? options.tls().get().listen() : new ServerSocket();
        try {
            server.bind(options.smpp());
        } catch (IOException e) {
            server.close();
            throw new IOException(
                    "SMPP can't be had at " + options.smpp() + ": " + e.getMessage(), e);
        }
        deliveries =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(MOST_QUEUED),
                        work -> daemon("sms-centre-deliveries", work));
        daemon("sms-centre-smpp", this::accept).start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** Whether a client is there that takes messages. */
    boolean hasReceiver() {
        return !receivers.isEmpty();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                if (sessions.size() < MOST_SESSIONS) {
                    daemon("sms-centre-bind", () -> bind(socket)).start();
                } else {
                    socket.close();
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void bind(Socket socket) {
        Optional<SMPPServerSession> opened = Optional.empty();
        try {
            SMPPServerSession session = open(socket);
            opened = Optional.of(session);
            sessions.add(session);
            BindRequest request = session.waitForBind(BIND_MILLIS);
            if (!account.admits(request.getSystemId(), request.getPassword())) {
                refuse(session, request);
                return;
            }
            request.accept(systemId, InterfaceVersion.IF_34);
            if (request.getBindType().isReceivable()) {
                connect(session);
            }
        } catch (IOException | TimeoutException | PDUStringException | IllegalStateException e) {
            opened.ifPresent(SMPPServerSession::close);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Leaves the client time to read the answer and hang up itself. */
    private static void refuse(SMPPServerSession session, BindRequest request)
            throws IOException, InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        session.addSessionStateListener(
                (now, before, source) -> {
                    if (!now.isNotClosed()) {
                        closed.countDown();
                    }
                });
        request.reject(SMPPConstant.STAT_ESME_RBINDFAIL);
        boolean unused = closed.await(BIND_MILLIS, TimeUnit.MILLISECONDS);
        session.close();
    }

    private SMPPServerSession open(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        SMPPServerSession session =
                new SMPPServerSession(
                        new SocketConnection(socket),
                        new Farewell(),
                        new SubmitListener(submissions),
                        null,
                        3,
                        MOST_QUEUED,
                        new SynchronizedPDUSender(new DefaultPDUSender()),
                        new BoundedPduReader());
        session.setEnquireLinkTimer(ENQUIRE_LINK_MILLIS);
        return session;
    }

    private void connect(SMPPServerSession session) {
        ClientOutlet outlet = new ClientOutlet(session, deliveries);
        Recipient recipient = Recipient.client(account.systemId());
        receivers.add(session);
        session.addSessionStateListener(
                (now, before, source) -> {
                    if (!now.isBound()) {
                        forwarding.disconnect(recipient, outlet);
                    }
                });
        forwarding.connect(recipient, outlet);
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // of no use any more either way
        }
        sessions.forEach(SMPPServerSession::close);
        deliveries.shutdownNow();
    }

    /** Forgets a session that has ended. */
    private final class Farewell implements SessionStateListener {
        @Override
        public void onStateChange(SessionState now, SessionState before, Session source) {
            if (now == SessionState.CLOSED || now == SessionState.UNBOUND) {
                sessions.removeIf(session -> session == source);
                receivers.removeIf(session -> session == source);
            }
        }
    }
}
