/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import io.reveille.server.registry.RouteHealth;
import io.reveille.server.signal.SmppSettings;
import io.reveille.server.signal.internal.secret.PasswordFile;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One session with the service centre at a time, bound anew whenever it is lost. */
public final class SmppLink implements AutoCloseable {
    /** For how long after a loss requests still wait for the link to come back. */
    static final Duration GRACE = Duration.ofSeconds(30);

    private static final int LONGEST_PASSWORD = 8; // SMPP 3.4, 4.1.1
    private static final int UNBIND_MILLIS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(SmppLink.class);

    private final SmppSettings settings;
    private final MessageReceiverListener receiver;
    private final ScheduledExecutorService connector;
    private final Backoff backoff;
    private final Blocked blocked = new Blocked();
    private CompletableFuture<SMPPSession> bound = new CompletableFuture<>();
    private String health = "not bound yet";
    private long lostAt = System.nanoTime();
    private boolean closed;

    public SmppLink(SmppSettings settings, MessageReceiverListener receiver) {
        this.settings = settings;
        this.receiver = receiver;
        this.backoff =
                new Backoff(
                        settings.shortestPause(),
                        settings.longestPause(),
                        () -> ThreadLocalRandom.current().nextDouble());
        this.connector =
                Executors.newSingleThreadScheduledExecutor(
                        Threads.named("smpp-link-" + settings.host()));
    }

    public void start() {
        connector.execute(this::connect);
    }

    /** The session, once there is one. */
    synchronized CompletableFuture<SMPPSession> bound() {
        return bound;
    }

    /** The threads that wait for an answer of this link. */
    Blocked blocked() {
        return blocked;
    }

    /** Whether it is bound, or may well be in a moment. */
    public synchronized boolean usable() {
        return !closed && (bound.isDone() || System.nanoTime() - lostAt < GRACE.toNanos());
    }

    public synchronized RouteHealth health() {
        if (!closed && bound.isDone()) {
            return RouteHealth.up(health);
        }
        return usable() ? RouteHealth.degraded(health) : RouteHealth.down(health);
    }

    private void connect() {
        BoundedPduReader reader = new BoundedPduReader();
        SMPPSession session = newSession(reader);
        blocked.enter(session);
        try {
            String password = PasswordFile.read(settings.passwordFile(), LONGEST_PASSWORD);
            session.connectAndBind(
                    settings.host(),
                    settings.port(),
                    new BindParameter(
                            BindType.BIND_TRX,
                            settings.systemId(),
                            password,
                            settings.systemType(),
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            ""),
                    settings.responseTimeout().toMillis());
            up(session);
        } catch (IOException e) {
            session.close();
            again(reason(e, reader.refusal()));
        } catch (RuntimeException e) {
            session.close();
            again("unexpected: " + e);
        } finally {
            blocked.leave();
        }
    }

    private SMPPSession newSession(BoundedPduReader reader) {
        SMPPSession session =
                new SMPPSession(
                        new SynchronizedPDUSender(new DiscreetPduSender()),
                        reader,
                        new SmppSockets(
                                settings.tls(), settings.trust(), settings.responseTimeout()));
        session.setEnquireLinkTimer((int) settings.enquireLink().toMillis());
        session.setTransactionTimer(settings.responseTimeout().toMillis());
        session.setMessageReceiverListener(receiver);
        session.addSessionStateListener(
                (now, before, which) -> {
                    if (now == SessionState.UNBOUND || now == SessionState.CLOSED) {
                        blocked.release(session);
                        lost(session);
                    }
                });
        return session;
    }

    private void up(SMPPSession session) {
        CompletableFuture<SMPPSession> waiting;
        synchronized (this) {
            health = "bound to " + settings.host() + ":" + settings.port();
            LOG.info("SMPP: {}", health);
            waiting = bound;
        }
        backoff.reset();
        if (!waiting.complete(session)) {
            session.close(); // the route was closed meanwhile
        } else if (!session.getSessionState().isBound()) {
            lost(session);
        }
    }

    private void lost(SMPPSession session) {
        synchronized (this) {
            if (closed || bound.getNow(null) != session) {
                return;
            }
            bound = new CompletableFuture<>();
            lostAt = System.nanoTime();
        }
        session.close();
        again("the connection was lost");
    }

    private synchronized void again(String reason) {
        if (closed) {
            return;
        }
        Duration pause = backoff.next();
        health = "not bound to %s:%d: %s".formatted(settings.host(), settings.port(), reason);
        LOG.warn("SMPP: {}; trying again in {} ms", health, pause.toMillis());
        Future<?> unused =
                connector.schedule(this::connect, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private String reason(IOException e, int refusal) {
        if (refusal != 0) {
            return "the bind was refused: " + CommandStatus.text(refusal);
        }
        if (e instanceof UnknownHostException) {
            return "there is no host " + settings.host();
        }
        if (e instanceof ConnectException) {
            return "connection refused";
        }
        return String.valueOf(e.getMessage());
    }

    @Override
    public void close() {
        CompletableFuture<SMPPSession> last;
        synchronized (this) {
            closed = true;
            health = "closed";
            last = bound;
        }
        connector.shutdownNow();
        boolean never = last.completeExceptionally(new IOException("the route is closed"));
        SMPPSession session = never || last.isCompletedExceptionally() ? null : last.getNow(null);
        if (session != null) {
            session.setTransactionTimer(UNBIND_MILLIS);
            session.unbindAndClose();
        }
    }
}
