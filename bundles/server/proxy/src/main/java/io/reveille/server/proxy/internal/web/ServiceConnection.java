/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import io.reveille.server.proxy.internal.UnservedException;
import io.reveille.server.proxy.internal.http.BadMessageException;
import io.reveille.server.proxy.internal.http.BodyReader;
import io.reveille.server.proxy.internal.http.Fields;
import io.reveille.server.proxy.internal.http.Framing;
import io.reveille.server.proxy.internal.http.HeadParser;
import io.reveille.server.proxy.internal.http.HeadReader;
import io.reveille.server.proxy.internal.http.RequestHead;
import io.reveille.server.proxy.internal.http.ResponseHead;
import io.reveille.server.proxy.internal.leg.LegEnd;
import io.reveille.server.proxy.internal.leg.ServiceLeg;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 connection to a service: one request after the other. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class ServiceConnection implements LegEnd, BodyReader.Sink {

    private static final int LONGEST_HEAD = 64 * 1024;

    /** Who gets the answers; all calls until {@link #over} or {@link #failed}. */
    interface User {
        void accepted();

        void interim(ResponseHead head);

        void head(ResponseHead head, Framing framing);

        /** Octets of the answer; the future completes when they have gone on. */
        Future<?> answer(ByteBuf octets);

        /** The answer is complete. */
        void over(Fields trailers);

        /** There will be no answer, or no more of it. */
        void failed(Optional<UnservedException> why);

        void writable();
    }

    private final Consumer<ServiceConnection> whenGone;
    private @Nullable ServiceLeg leg;
    private @Nullable User user;
    private HeadReader heads = HeadReader.lenient(LONGEST_HEAD);
    private @Nullable BodyReader body;
    private String method = "";
    private boolean upgradeWanted;
    private boolean switched;
    private boolean persistent = true;
    private boolean gone;
    private int passed;

    ServiceConnection(Consumer<ServiceConnection> whenGone) {
        this.whenGone = whenGone;
    }

    void leg(ServiceLeg begun) {
        leg = begun;
    }

    /** Begins a request; whether more may be sent at once. */
    boolean request(RequestHead head, User asking) {
        user = asking;
        method = head.method();
        upgradeWanted = head.isWebSocket();
        return send(Unpooled.wrappedBuffer(HeadReader.octets(head.text())));
    }

    /** Sends octets of the request. */
    boolean send(ByteBuf octets) {
        ServiceLeg to = leg;
        if (to == null || gone) {
            octets.release();
            return true;
        }
        return to.send(octets);
    }

    /** The client has no more to say on a connection that has switched protocols. */
    void endOfInput() {
        if (leg != null) {
            leg.endOfInput();
        }
    }

    /** Whether another request can be sent once this one is over. */
    boolean isPersistent() {
        return persistent && !switched && !gone;
    }

    /** No one wants anything of it any more. */
    void close() {
        user = null;
        leave();
    }

    private void leave() {
        if (!gone) {
            gone = true;
            whenGone.accept(this);
            if (leg != null) {
                leg.close();
            }
        }
    }

    private void fail(Optional<UnservedException> why) {
        User failed = user;
        user = null;
        leave();
        if (failed != null) {
            failed.failed(why);
        }
    }

    @Override
    public void accepted() {
        if (user != null) {
            user.accepted();
        }
    }

    @Override
    public void refused(UnservedException why) {
        fail(Optional.of(why));
    }

    @Override
    public void received(ByteBuf in) {
        int length = in.readableBytes();
        passed = 0;
        try {
            while (in.isReadable()) {
                if (user == null) {
                    leave(); // it speaks without being asked
                    break;
                }
                take(in);
            }
        } catch (BadMessageException e) {
            fail(Optional.empty());
        } finally {
            in.release();
            if (leg != null) {
                leg.taken(length - passed);
            }
        }
    }

    private void take(ByteBuf in) throws BadMessageException {
        if (switched) {
            octets(in.readRetainedSlice(in.readableBytes()));
        } else if (body != null) {
            body.read(in, this);
        } else {
            Optional<String> text = heads.read(in);
            if (text.isPresent()) {
                head(HeadParser.response(text.get()), in);
            }
        }
    }

    private void head(ResponseHead head, ByteBuf in) throws BadMessageException {
        User asking = user;
        if (asking == null) {
            return;
        }
        if (head.isInterim()) {
            asking.interim(head);
            return;
        }
        if (head.status() == 101 && !upgradeWanted) {
            throw new BadMessageException("the service switches protocols without being asked");
        }
        Framing framing = Framing.of(head, method);
        switched = head.status() == 101;
        persistent &=
                head.minor() == 1
                        && !head.fields().members("connection").contains("close")
                        && !(framing instanceof Framing.UntilClose);
        asking.head(head, framing);
        if (!switched) {
            body = new BodyReader(framing);
            if (framing instanceof Framing.None) {
                end(Fields.NONE);
            } else if (!(framing instanceof Framing.UntilClose)) {
                body.read(in, this); // of length 0 nothing more comes
            }
        }
    }

    @Override
    public void octets(ByteBuf data) {
        User asking = user;
        ServiceLeg from = leg;
        if (asking == null || from == null) {
            data.release();
            return;
        }
        int length = data.readableBytes();
        passed += length;
        asking.answer(data).addListener(written -> from.taken(length));
    }

    @Override
    public void end(Fields trailers) {
        User asking = user;
        user = null;
        body = null;
        heads = HeadReader.lenient(LONGEST_HEAD);
        if (asking != null) {
            asking.over(trailers);
        }
    }

    @Override
    public void ended() {
        if (switched) {
            end(Fields.NONE);
            leave();
        } else if (body == null || !body.close(this)) {
            fail(Optional.empty());
        } else {
            leave();
        }
    }

    @Override
    public void broke() {
        fail(Optional.empty());
    }

    @Override
    public void writable() {
        if (user != null) {
            user.writable();
        }
    }
}
