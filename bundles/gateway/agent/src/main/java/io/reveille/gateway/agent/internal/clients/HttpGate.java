/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.clients;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.Future;
import io.reveille.gateway.agent.ServiceAuthentication;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of a service that speaks HTTP/1.1, for one connection of a client: every request
 * must show who it comes from, else it is answered with 401 and the service sees nothing of it.
 * What shows it is taken out. One request at a time: the next one is looked at when the response to
 * the last one is whole, so that responses keep their order whoever gives them. After a change to
 * WebSocket, which only a request that was let through can bring about, octets pass as they are.
 *
 * <p>What is not taken yet stays unread in the tunnel, whose window bounds it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class HttpGate extends ChannelDuplexHandler {

    private static final int MOST_SWALLOWED = 64 * 1024;
    private static final int MOST_NAMES = 16;
    private static final long HEAD_SECONDS = 30;

    private enum State {
        HEAD,
        JUDGING,
        BODY,
        RESPONSE,
        SWALLOW,
        RAW,
        ENDED
    }

    private record Piece(ByteBuf octets, ChannelPromise promise) {}

    private final ServiceAuthentication how;
    private final ClientJudge judge;
    private final ClientEvents events;
    private final String client;
    private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
    private final List<ChannelPromise> ofHead = new ArrayList<>();
    private final StringBuilder head = new StringBuilder();
    private final Set<String> told = new HashSet<>();
    private State state = State.HEAD;
    private Optional<RequestHead> request = Optional.empty();
    private Optional<ResponseWatch> response = Optional.empty();
    private @Nullable ChunkedBody chunks;
    private @Nullable Future<?> patience;
    private long left;
    private boolean working;

    HttpGate(ServiceAuthentication how, ClientJudge judge, ClientEvents events, String client) {
        this.how = how;
        this.judge = judge;
        this.events = events;
        this.client = client;
    }

    // ---- what the client sends

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        pieces.add(new Piece((ByteBuf) message, promise));
        work(ctx);
    }

    private void work(ChannelHandlerContext ctx) {
        if (working) {
            return;
        }
        working = true;
        try {
            boolean going = true;
            while (going && !pieces.isEmpty()) {
                going = step(ctx, pieces.element());
            }
            working = false;
        } catch (HeadException e) {
            working = false;
            answer(ctx, e.status(), List.of(), true);
        }
    }

    /** Takes what can be taken of the oldest piece; false if it must wait. */
    private boolean step(ChannelHandlerContext ctx, Piece piece) throws HeadException {
        switch (state) {
            case HEAD -> {
                head(ctx, piece);
                return true;
            }
            case BODY, SWALLOW -> {
                body(ctx, piece, state == State.BODY);
                return true;
            }
            case RAW -> {
                pieces.remove();
                ctx.write(piece.octets(), piece.promise());
                return true;
            }
            case ENDED -> {
                pieces.remove();
                piece.octets().release();
                piece.promise().trySuccess();
                return true;
            }
            default -> {
                return false; // JUDGING, RESPONSE
            }
        }
    }

    private void head(ChannelHandlerContext ctx, Piece piece) throws HeadException {
        ByteBuf octets = piece.octets();
        if (head.length() == 0 && patience == null && octets.isReadable()) {
            patience =
                    ctx.executor()
                            .schedule(
                                    () -> answer(ctx, 408, List.of(), true),
                                    HEAD_SECONDS,
                                    TimeUnit.SECONDS);
        }
        boolean whole = false;
        while (!whole && octets.isReadable()) {
            char octet = (char) octets.readUnsignedByte();
            int length = head.length();
            boolean afterCr = length > 0 && head.charAt(length - 1) == '\r';
            if (afterCr != (octet == '\n') || octet == 0) {
                throw new HeadException(400, "a line that does not end with CR LF");
            }
            head.append(octet);
            whole = octet == '\n' && length >= 3 && head.charAt(length - 2) == '\n';
            if (!whole && head.length() >= RequestHead.LONGEST) {
                throw new HeadException(431, "a head that is too long");
            }
        }
        if (!octets.isReadable()) { // counts as read once the service has it, or it is answered
            pieces.remove();
            octets.release();
            ofHead.add(piece.promise());
        }
        if (whole) {
            if (patience != null) {
                patience.cancel(false);
                patience = null;
            }
            RequestHead read = RequestHead.parse(head.toString());
            head.setLength(0);
            judge(ctx, read);
        }
    }

    private void judge(ChannelHandlerContext ctx, RequestHead read) {
        state = State.JUDGING;
        request = Optional.of(read);
        Question question =
                new Question(
                        how.service(), read.method(), read.target(), read.credentials(), client);
        judge.decide(how, question)
                .whenComplete(
                        (decision, failure) ->
                                ctx.executor().execute(() -> judged(ctx, read, decision)));
    }

    private void judged(ChannelHandlerContext ctx, RequestHead read, @Nullable Decision decision) {
        if (state != State.JUDGING) {
            return;
        }
        if (decision instanceof Decision.Admitted admitted) {
            if (told.size() < MOST_NAMES && told.add(admitted.name())) {
                events.client(how.service(), client, admitted.name(), "");
            }
            pass(ctx, read);
        } else {
            boolean small =
                    read.length() != RequestHead.CHUNKED
                            && read.length() <= MOST_SWALLOWED
                            && !(read.expectsContinue() && read.length() > 0);
            left = read.length();
            if (decision instanceof Decision.Challenged challenged) {
                answer(ctx, 401, challenged.challenges(), !small || !read.persistent());
            } else {
                answer(ctx, decision == null ? 500 : 429, List.of(), true);
            }
        }
        work(ctx);
        ctx.flush();
    }

    private void pass(ChannelHandlerContext ctx, RequestHead read) {
        response = Optional.of(new ResponseWatch(read));
        left = read.length();
        chunks = left == RequestHead.CHUNKED ? new ChunkedBody() : null;
        state = left == 0 ? State.RESPONSE : State.BODY;
        ByteBuf octets = Unpooled.copiedBuffer(read.forService(), StandardCharsets.ISO_8859_1);
        List<ChannelPromise> promises = List.copyOf(ofHead);
        ofHead.clear();
        ctx.write(octets)
                .addListener(
                        done ->
                                promises.forEach(
                                        promise -> {
                                            if (done.isSuccess()) {
                                                promise.trySuccess();
                                            } else {
                                                promise.tryFailure(done.cause());
                                            }
                                        }));
    }

    private void body(ChannelHandlerContext ctx, Piece piece, boolean pass) throws HeadException {
        ByteBuf octets = piece.octets();
        int taken;
        ChunkedBody chunked = chunks;
        if (chunked != null) {
            taken = chunked.take(octets, octets.readerIndex(), octets.writerIndex());
        } else {
            taken = (int) Math.min(left, octets.readableBytes());
            left -= taken;
        }
        boolean done = chunked != null ? chunked.isDone() : left == 0;
        boolean last = taken == octets.readableBytes();
        ByteBuf part = octets.readRetainedSlice(taken);
        ChannelPromise promise = last ? piece.promise() : ctx.newPromise();
        if (last) {
            pieces.remove();
            octets.release();
        }
        if (pass) {
            ctx.write(part, promise);
        } else {
            part.release();
            promise.trySuccess();
        }
        if (done) {
            chunks = null;
            state = pass ? State.RESPONSE : State.HEAD;
            nextIfDone(ctx);
        }
    }

    // ---- what the service sends

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf octets = (ByteBuf) message;
        if (state == State.RAW) {
            ctx.fireChannelRead(octets);
            return;
        }
        if (response.isEmpty() || state == State.ENDED) {
            // nobody was let through who could have asked for it
            octets.release();
            end(ctx);
            return;
        }
        ResponseWatch watch = response.get();
        int taken = watch.take(octets);
        boolean surplus = taken < octets.readableBytes();
        ctx.fireChannelRead(octets.readRetainedSlice(taken));
        octets.release();
        if (watch.isSwitched()) {
            switched(ctx);
        } else if (watch.isDone() && surplus) {
            end(ctx);
        } else {
            nextIfDone(ctx);
            work(ctx);
            ctx.flush();
        }
    }

    private void switched(ChannelHandlerContext ctx) {
        if (request.filter(RequestHead::wantsWebSocket).isPresent() && state == State.RESPONSE) {
            state = State.RAW;
            work(ctx);
            ctx.flush();
        } else {
            end(ctx);
        }
    }

    private void nextIfDone(ChannelHandlerContext ctx) {
        if (state == State.RESPONSE && response.filter(ResponseWatch::isDone).isPresent()) {
            boolean more = request.filter(RequestHead::persistent).isPresent();
            response = Optional.empty();
            request = Optional.empty();
            state = State.HEAD;
            if (!more) {
                end(ctx);
            }
        }
    }

    // ---- what the gateway says itself

    private void answer(
            ChannelHandlerContext ctx, int status, List<String> challenges, boolean close) {
        boolean toHead = request.filter(r -> r.method().equals("HEAD")).isPresent();
        boolean between = response.isEmpty();
        request = Optional.empty();
        if (state == State.ENDED) {
            return;
        }
        ofHead.forEach(ChannelPromise::trySuccess);
        ofHead.clear();
        if (!between) { // in the middle of a response nothing can be said
            end(ctx);
            return;
        }
        state = close ? State.ENDED : left > 0 ? State.SWALLOW : State.HEAD;
        ctx.fireChannelRead(
                Unpooled.copiedBuffer(
                        GateAnswer.text(status, challenges, close, !toHead),
                        StandardCharsets.ISO_8859_1));
        ctx.fireChannelReadComplete();
        if (close) {
            ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            work(ctx);
        }
    }

    /** Nothing more is said to the client, and what it says is not heard. */
    private void end(ChannelHandlerContext ctx) {
        if (state != State.ENDED) {
            state = State.ENDED;
            ofHead.forEach(ChannelPromise::trySuccess);
            ofHead.clear();
            ctx.fireChannelReadComplete();
            ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            work(ctx);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        handlerRemoved(ctx);
        super.channelInactive(ctx);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        state = State.ENDED;
        if (patience != null) {
            patience.cancel(false);
        }
        ofHead.forEach(ChannelPromise::trySuccess);
        ofHead.clear();
        work(ctx);
    }
}
