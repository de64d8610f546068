/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.ScheduledFuture;
import io.reveille.protocol.Step;
import io.reveille.protocol.StepAges;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.SessionRecorder;
import io.reveille.tunnel.DatagramEnd;
import io.reveille.tunnel.DatagramStream;
import io.reveille.tunnel.ProxyTunnel;
import io.reveille.tunnel.StreamAnswer;
import io.reveille.tunnel.StreamRequest;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one client address sends to a service by UDP and gets from it: one session, one stream. On
 * the port's event loop, except what is said to live on the tunnel's.
 *
 * <p>A flow that could not be served stays for a moment without doing anything, so that a client
 * that sends again and again costs one attempt, not many.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class UdpFlow {

    /** Datagrams kept while the gateway wakes; the oldest goes first. */
    private static final int KEPT = 8;

    private static final int MOST_ON_THE_WAY = 256 * 1024;
    private static final long HOLD_OFF_SECONDS = 5;
    private static final long REPORT_SECONDS = 30;

    private final Reception reception;
    private final Destination destination;
    private final Caller client;
    private final InetSocketAddress peer;
    private final Channel port;
    private final long idleNanos;
    private final Runnable gone;
    private final ArrayDeque<ByteBuf> kept = new ArrayDeque<>();
    private final AtomicInteger goingUp = new AtomicInteger();
    private final AtomicInteger goingDown = new AtomicInteger();
    private final long beganAt = System.nanoTime();
    private volatile long heardAt = beganAt;
    private volatile boolean over;
    private volatile boolean answered;
    private @Nullable SessionRecorder session;
    private @Nullable ServiceCall call;
    private @Nullable ProxyTunnel tunnel;
    private @Nullable DatagramStream stream;
    private @Nullable ScheduledFuture<?> watch;

    UdpFlow(
            Reception reception,
            Destination destination,
            Caller client,
            InetSocketAddress peer,
            Channel port,
            Duration idle,
            Runnable gone) {
        this.reception = reception;
        this.destination = destination;
        this.client = client;
        this.peer = peer;
        this.port = port;
        this.idleNanos = idle.toNanos();
        this.gone = gone;
    }

    /** Opens the session's record; nothing is asked of the gateway before that is done. */
    void begin() {
        reception.admitted().enter(this, destination, client, why -> onPort(() -> shownOut(why)));
        reception
                .open(destination, client)
                .whenComplete((opened, failure) -> onPort(() -> recorded(opened)));
    }

    private void recorded(@Nullable SessionRecorder opened) {
        session = opened;
        if (opened == null) {
            failed(Outcome.SIGNAL_FAILED, "the session cannot be recorded");
            return;
        }
        opened.step(Step.C, Duration.ofNanos(System.nanoTime() - beganAt), client.description());
        if (over) {
            reception.end(opened, Outcome.CLIENT_LEFT, "the port was closed");
            return;
        }
        ServiceCall wanted =
                new ServiceCall(
                        destination.gatewayId(), destination.service(), client.source(), opened);
        call = wanted;
        wanted.tunnel().whenComplete((found, failure) -> onPort(() -> found(found, failure)));
        reception.find(wanted);
    }

    private void found(@Nullable ProxyTunnel found, @Nullable Throwable failure) {
        if (over) {
            return;
        }
        if (found == null) {
            if (failure instanceof UnservedException unserved) {
                failed(unserved.outcome(), unserved.reason());
            } else {
                failed(Outcome.SIGNAL_FAILED, String.valueOf(failure));
            }
            return;
        }
        tunnel = found;
        onTunnel(found, () -> ask(found));
    }

    /** On the tunnel's event loop. */
    private void ask(ProxyTunnel found) {
        DatagramStream asked =
                found.openDatagrams(
                        new StreamRequest(destination.service().name(), client.label()),
                        destination.service().localPort(),
                        this::fromService);
        asked.answer().whenComplete((answer, failure) -> onPort(() -> answered(asked, answer)));
        asked.ended().thenAccept(end -> onPort(() -> ended(end)));
        onPort(() -> asked(found, asked));
    }

    private void asked(ProxyTunnel found, DatagramStream asked) {
        stream = asked;
        if (over) {
            onTunnel(found, asked::close);
            return;
        }
        while (!kept.isEmpty()) {
            toTunnel(found, asked, kept.remove());
        }
    }

    private void answered(DatagramStream asked, @Nullable StreamAnswer answer) {
        SessionRecorder record = session;
        if (over || record == null) {
            return;
        }
        if (answer == null) {
            failed(Outcome.TUNNEL_LOST, "the tunnel was lost before the gateway answered");
        } else if (answer.isAccepted()) {
            StepAges.parse(answer.steps())
                    .age(Step.E)
                    .ifPresent(age -> record.step(Step.E, age, "by UDP"));
            record.step(Step.I, "tunnel handed to the client");
            heardAt = System.nanoTime();
            long tick = Math.min(idleNanos, TimeUnit.SECONDS.toNanos(REPORT_SECONDS)) / 2;
            watch =
                    port.eventLoop()
                            .scheduleAtFixedRate(
                                    () -> look(asked, record), tick, tick, TimeUnit.NANOSECONDS);
        } else {
            failed(
                    answer.status() == 502 ? Outcome.SERVICE_UNREACHABLE : Outcome.REFUSED,
                    switch (answer.status()) {
                        case 404 -> "the gateway no longer offers this service by UDP";
                        case 501 -> "the gateway's version has no services by UDP";
                        case 502 -> "the gateway cannot send to the service";
                        case 503 -> "the gateway serves as many clients as it can";
                        default -> "the gateway answered " + answer.status();
                    });
        }
    }

    private void look(DatagramStream asked, SessionRecorder record) {
        record.octets(asked.octetsUp(), asked.octetsDown());
        if (System.nanoTime() - heardAt > idleNanos) {
            end("no datagram for " + TimeUnit.NANOSECONDS.toSeconds(idleNanos) + " s");
        }
    }

    // ---- datagrams

    /** Takes a datagram of the client; released here. */
    void fromClient(ByteBuf datagram) {
        ProxyTunnel through = tunnel;
        DatagramStream asked = stream;
        heardAt = System.nanoTime();
        if (over) {
            datagram.release();
        } else if (through != null && asked != null) {
            toTunnel(through, asked, datagram);
        } else {
            if (kept.size() >= KEPT) {
                kept.remove().release();
            }
            kept.add(datagram);
        }
    }

    private void toTunnel(ProxyTunnel through, DatagramStream asked, ByteBuf datagram) {
        int length = datagram.readableBytes();
        if (goingUp.get() > MOST_ON_THE_WAY) {
            datagram.release();
            return;
        }
        goingUp.addAndGet(length);
        try {
            through.eventLoop()
                    .execute(
                            () -> {
                                goingUp.addAndGet(-length);
                                asked.send(datagram);
                            });
        } catch (RejectedExecutionException e) {
            datagram.release(); // the server is stopping
        }
    }

    /** On the tunnel's event loop. */
    private void fromService(ByteBuf datagram) {
        int length = datagram.readableBytes();
        if (over || !port.isWritable() || goingDown.get() > MOST_ON_THE_WAY) {
            datagram.release();
            return;
        }
        heardAt = System.nanoTime();
        if (!answered) {
            answered = true;
            onPort(this::firstAnswer);
        }
        goingDown.addAndGet(length);
        port.writeAndFlush(new DatagramPacket(datagram, peer))
                .addListener(done -> goingDown.addAndGet(-length));
    }

    private void firstAnswer() {
        if (session != null) {
            session.step(Step.F, "the service's first datagram");
        }
    }

    // ---- the end

    private void ended(DatagramEnd how) {
        if (over) {
            return;
        }
        if (session != null) {
            session.octets(how.end().octetsUp(), how.end().octetsDown());
        }
        if (how.unreachable()) {
            failed(Outcome.SERVICE_UNREACHABLE, "nobody listens at the service's port");
            return;
        }
        switch (how.end().kind()) {
            case COMPLETED, ABORTED_HERE, ABORTED_THERE ->
                    over(Outcome.COMPLETED, "the gateway ended it");
            case TUNNEL_LOST -> over(Outcome.TUNNEL_LOST, "the tunnel was lost");
        }
        gone.run();
    }

    /** Ends it: it was served as long as it wanted to be. */
    void end(String reason) {
        if (over) {
            return;
        }
        ProxyTunnel through = tunnel;
        DatagramStream asked = stream;
        if (through != null && asked != null) {
            if (session != null) {
                session.octets(asked.octetsUp(), asked.octetsDown());
            }
            over(Outcome.COMPLETED, reason);
            onTunnel(through, asked::close);
        } else {
            over(Outcome.CLIENT_LEFT, reason);
        }
        gone.run();
    }

    private void shownOut(String why) {
        ProxyTunnel through = tunnel;
        DatagramStream asked = stream;
        if (!over) {
            failed(Outcome.REFUSED, why);
            if (through != null && asked != null) {
                onTunnel(through, asked::close);
            }
        }
    }

    private void failed(Outcome outcome, String reason) {
        over(outcome, reason);
        port.eventLoop().schedule(gone, HOLD_OFF_SECONDS, TimeUnit.SECONDS);
    }

    private void over(Outcome outcome, String reason) {
        over = true;
        reception.admitted().leave(this);
        if (watch != null) {
            watch.cancel(false);
        }
        while (!kept.isEmpty()) {
            kept.remove().release();
        }
        if (call != null) {
            reception.leave(call);
        }
        if (session != null) {
            reception.end(session, outcome, reason);
        }
    }

    private void onPort(Runnable task) {
        run(task, port.eventLoop()::execute);
    }

    private static void onTunnel(ProxyTunnel through, Runnable task) {
        run(task, through.eventLoop()::execute);
    }

    private static void run(Runnable task, Consumer<Runnable> loop) {
        try {
            loop.accept(task);
        } catch (RejectedExecutionException e) {
            // the server is stopping: its sessions are ended by their recorder
        }
    }
}
