/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.reveille.protocol.Step;
import io.reveille.protocol.StepAges;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.SessionRecorder;
import io.reveille.tunnel.ClientStream;
import io.reveille.tunnel.HalfClosure;
import io.reveille.tunnel.ProxyTunnel;
import io.reveille.tunnel.StreamAnswer;
import io.reveille.tunnel.TunnelLostException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client connection from the moment when it is known where it wants to go to that when a stream
 * takes it over. What is said to it is the {@link EntryManner}'s.
 *
 * <p>Where the manner asks for it, a client that says nothing is watched for a moment before its
 * gateway is woken: one that only looks whether the port is open has gone by then, and costs no
 * SMS. A client that speaks first is never held up, nor is one whose gateway has a tunnel; one that
 * waits for the service to speak loses a quarter of a second to an SMS that takes seconds.
 *
 * <p>What a client says while it waits is kept, so that it can be said again should the tunnel go
 * before the service answers.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class ClientConnection extends ChannelInboundHandlerAdapter {

    private static final int KEPT = 16 * 1024;
    private static final int ATTEMPTS = 2;
    private static final int LINGER_SECONDS = 2;

    private enum State {
        WATCHED,
        RECORDED,
        WAITING,
        ASKING,
        REFUSED,
        OVER
    }

    private final Reception reception;
    private final Destination destination;
    private final Caller client;
    private final EntryManner manner;
    private final Channel channel;
    private final ByteBuf said;
    private final long connectedAt = System.nanoTime();
    private State state = State.WATCHED;
    private int attempts;
    private @Nullable Future<?> watch;
    private @Nullable Future<?> patience;
    private @Nullable ServiceCall call;
    private @Nullable ClientStream stream;

    ClientConnection(
            Reception reception,
            Destination destination,
            Caller client,
            EntryManner manner,
            Channel channel) {
        this.reception = reception;
        this.destination = destination;
        this.client = client;
        this.manner = manner;
        this.channel = channel;
        this.said = channel.alloc().buffer();
    }

    // ---- what the client does

    /** A connection that has only just been accepted begins when it is active. */
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        begin(Unpooled.EMPTY_BUFFER);
    }

    /**
     * A connection whose prelude has been read begins with what was read beyond it.
     *
     * @param beyond given away
     */
    void begin(ByteBuf beyond) {
        said.writeBytes(beyond);
        beyond.release();
        if (!channel.isActive()) {
            left("the client hung up");
            return;
        }
        if (HalfClosure.isInputEnded(channel)) {
            endOfInput();
            if (state == State.OVER) {
                return;
            }
        }
        channel.config().setAutoRead(said.readableBytes() < KEPT);
        manner.patience().ifPresent(this::waitAtMost);
        if (!manner.watchesSilence() || said.isReadable() || isUp()) {
            record();
        } else {
            long quiet = reception.quietClient().toMillis();
            watch = channel.eventLoop().schedule(this::record, quiet, TimeUnit.MILLISECONDS);
        }
    }

    private boolean isUp() {
        return reception.isUp(destination.gatewayId());
    }

    private void waitAtMost(Duration time) {
        String reason = "the client waits no longer than " + time.toSeconds() + " s";
        patience =
                channel.eventLoop()
                        .schedule(() -> impatient(reason), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void impatient(String reason) {
        if (state != State.REFUSED && state != State.OVER) {
            refuse(Outcome.GATEWAY_UNREACHABLE, reason);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf octets = (ByteBuf) message;
        if (state == State.REFUSED || state == State.OVER) {
            octets.release();
            return;
        }
        said.writeBytes(octets, octets.readerIndex(), octets.readableBytes());
        if (stream != null) {
            stream.send(octets);
        } else {
            octets.release();
        }
        if (said.readableBytes() >= KEPT) {
            channel.config().setAutoRead(false);
        }
        if (state == State.WATCHED) {
            record();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            endOfInput();
        }
    }

    private void endOfInput() {
        if (state == State.REFUSED) {
            channel.close();
        } else if (!said.isReadable()) {
            left("the client hung up without a word");
        } // else it has said all it wants to say, and listens
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        left("the client hung up");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        left("the client broke the connection");
    }

    private void left(String reason) {
        if (state != State.OVER && state != State.REFUSED) {
            AdmittedClients.why(channel)
                    .ifPresentOrElse(
                            why -> end(Outcome.REFUSED, why),
                            () -> end(Outcome.CLIENT_LEFT, reason));
        }
        if (state != State.OVER) {
            state = State.OVER;
            said.release();
        }
        channel.close();
    }

    // ---- what is done for it

    /** Opens the session's record; nothing is asked of the gateway before that is done. */
    private void record() {
        if (state != State.WATCHED) {
            return;
        }
        state = State.RECORDED;
        if (watch != null) {
            watch.cancel(false);
        }
        reception
                .open(destination, client)
                .whenComplete(
                        (session, failure) -> {
                            if (channel.eventLoop().inEventLoop()) {
                                recorded(session);
                            } else {
                                channel.eventLoop().execute(() -> recorded(session));
                            }
                        });
    }

    private void recorded(@Nullable SessionRecorder session) {
        if (session == null) {
            left("the session cannot be recorded");
            return;
        }
        Duration ago = Duration.ofNanos(System.nanoTime() - connectedAt);
        session.step(Step.C, ago, client.description());
        manner.recorded(session.key());
        if (state == State.OVER) {
            reception.end(session, Outcome.CLIENT_LEFT, "the client hung up");
            return;
        }
        call = call(session);
        find(call);
    }

    private ServiceCall call(SessionRecorder session) {
        return new ServiceCall(
                destination.gatewayId(), destination.service(), client.source(), session);
    }

    private void find(ServiceCall wanted) {
        state = State.WAITING;
        attempts++;
        wanted.tunnel()
                .whenComplete(
                        (tunnel, failure) ->
                                channel.eventLoop().execute(() -> found(wanted, tunnel, failure)));
        reception.find(wanted);
    }

    private void found(
            ServiceCall wanted, @Nullable ProxyTunnel tunnel, @Nullable Throwable failure) {
        if (state != State.WAITING) {
            return;
        }
        if (tunnel != null && tunnel.eventLoop().inEventLoop()) {
            ask(wanted, tunnel);
        } else if (tunnel != null) {
            channel.config().setAutoRead(false);
            state = State.RECORDED;
            LoopChange.move(channel, tunnel.eventLoop(), () -> ask(wanted, tunnel));
        } else if (failure instanceof UnservedException unserved) {
            refuse(unserved);
        } else {
            refuse(Outcome.SIGNAL_FAILED, String.valueOf(failure));
        }
    }

    private void ask(ServiceCall wanted, ProxyTunnel tunnel) {
        if (state == State.OVER) {
            return;
        }
        state = State.ASKING;
        ClientStream asked = tunnel.open(manner.request(destination, client), said);
        stream = asked;
        channel.config().setAutoRead(said.readableBytes() < KEPT);
        asked.answer().whenComplete((answer, failure) -> answered(wanted, asked, answer, failure));
    }

    private void answered(
            ServiceCall wanted,
            ClientStream asked,
            @Nullable StreamAnswer answer,
            @Nullable Throwable failure) {
        if (state != State.ASKING) {
            return;
        }
        stream = null;
        if (answer != null) {
            steps(wanted.session(), answer);
        }
        if (answer != null && answer.isAccepted()) {
            serve(wanted.session(), asked);
        } else if (answer != null) {
            refuse(new UnservedException(outcome(answer), reason(answer), answer.challenges()));
        } else if (isTunnelLost(failure) && attempts < ATTEMPTS) {
            call = call(wanted.session());
            find(call);
        } else {
            refuse(Outcome.TUNNEL_LOST, "the tunnel was lost before the service answered");
        }
    }

    /** A stage that depends on another wraps that one's failure. */
    private static boolean isTunnelLost(@Nullable Throwable failure) {
        return failure instanceof TunnelLostException
                || (failure instanceof CompletionException
                        && failure.getCause() instanceof TunnelLostException);
    }

    private static void steps(SessionRecorder session, StreamAnswer answer) {
        StepAges ages = StepAges.parse(answer.steps());
        ages.age(Step.E).ifPresent(age -> session.step(Step.E, age, ""));
        ages.age(Step.F).ifPresent(age -> session.step(Step.F, age, ""));
    }

    private void serve(SessionRecorder session, ClientStream served) {
        state = State.OVER;
        stopWaiting();
        session.step(Step.I, "tunnel handed to the client");
        manner.accepted(channel);
        channel.pipeline().remove(this);
        said.release();
        channel.config().setAutoRead(false);
        ServedClient.serve(reception::end, session, served, channel);
    }

    private static Outcome outcome(StreamAnswer answer) {
        return answer.status() == 502 ? Outcome.SERVICE_UNREACHABLE : Outcome.REFUSED;
    }

    private static String reason(StreamAnswer answer) {
        return switch (answer.status()) {
            case 502 -> "the service does not accept connections";
            case 404 -> "the gateway no longer offers this service";
            case 407 -> "the gateway itself asks who the client is";
            case 503 -> "the gateway serves as many clients as it can";
            default -> "the gateway answered " + answer.status();
        };
    }

    /** Tells the client as far as it understands, and closes. */
    private void refuse(Outcome outcome, String reason) {
        refuse(new UnservedException(outcome, reason));
    }

    private void refuse(UnservedException unserved) {
        String reason = unserved.reason();
        end(unserved.outcome(), reason);
        state = State.REFUSED;
        manner.refused(channel, said, unserved)
                .addListener(written -> HalfClosure.endOutput(channel));
        channel.config()
                .setAutoRead(true); // so that what it still says does not reset the response
        channel.eventLoop().schedule(() -> left(reason), LINGER_SECONDS, TimeUnit.SECONDS);
        if (HalfClosure.isInputEnded(channel)) {
            left(reason);
        }
    }

    private void end(Outcome outcome, String reason) {
        stopWaiting();
        if (stream != null) {
            stream.cancel();
            stream = null;
        }
        if (call != null) {
            reception.leave(call);
            reception.end(call.session(), outcome, reason);
        }
    }

    private void stopWaiting() {
        if (watch != null) {
            watch.cancel(false);
        }
        if (patience != null) {
            patience.cancel(false);
        }
    }
}
