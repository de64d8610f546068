/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.web;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import io.reveille.server.proxy.internal.UnservedException;
import io.reveille.server.proxy.internal.http.BadMessageException;
import io.reveille.server.proxy.internal.http.Chunks;
import io.reveille.server.proxy.internal.http.Fields;
import io.reveille.server.proxy.internal.http.Framing;
import io.reveille.server.proxy.internal.http.HopByHop;
import io.reveille.server.proxy.internal.http.HostName;
import io.reveille.server.proxy.internal.http.RequestHead;
import io.reveille.server.proxy.internal.http.ResponseHead;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request and what becomes of it; on the client's event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // completes by calls that cannot fail
final class Exchange implements ServiceConnection.User {

    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS");

    private final WebGuest guest;
    private final Front front;
    private final RequestHead asked;
    private final HostName host;
    private final Framing framing;
    private final Patience patience;
    private final Answers answers;
    private @Nullable RequestHead sent;
    private Admission.@Nullable Admitted admitted;
    private @Nullable ServiceConnection connection;
    private boolean reused;
    private boolean answering;
    private boolean requestOver;
    private boolean over;

    /**
     * A request whose head has been read; {@link #begin} does the rest.
     *
     * @throws BadMessageException if it cannot be passed on
     */
    Exchange(WebGuest guest, Front front, RequestHead head, Framing framing)
            throws BadMessageException {
        this.guest = guest;
        this.front = front;
        this.asked = head;
        this.framing = framing;
        this.host = HostName.of(head);
        this.patience = Patience.of(head);
        this.answers = new Answers(front, head);
        requestOver = framing instanceof Framing.None;
        rewritten(false); // whether it can be at all
    }

    private RequestHead rewritten(boolean ours) throws BadMessageException {
        return RequestRewrite.rewrite(
                asked, host, framing, guest.caller().address().getAddress(), guest.https(), ours);
    }

    void begin() {
        front.want(false);
        guest.web()
                .gate()
                .admit(
                        host.host(),
                        asked.fields().first("authorization"),
                        guest.caller(),
                        guest.known())
                .whenComplete(
                        (admission, failure) -> guest.loop().execute(() -> decided(admission)));
    }

    private void decided(Admission admission) {
        if (over) {
            return;
        }
        if (admission instanceof Admission.Admitted in) {
            admitted(in);
        } else if (admission instanceof Admission.Rejected no) {
            local(() -> answers.text(no.status(), no.reason()));
        } else {
            local(answers::challenge);
        }
    }

    private void admitted(Admission.Admitted in) {
        admitted = in;
        guest.welcome().run();
        try {
            sent = rewritten(in.ours());
        } catch (BadMessageException e) {
            local(() -> answers.text(e.status(), e.reason()));
            return;
        }
        if (!guest.web().reception().isUp(in.destination().gatewayId())) {
            if (patience instanceof Patience.Page || patience instanceof Patience.Later) {
                WaitingRoom.Visit visit =
                        guest.web().waiting().enter(in.destination(), in.caller(), guest.loop());
                visit.steps()
                        .whenComplete(
                                (steps, failure) ->
                                        guest.loop().execute(() -> meanwhile(visit, steps)));
                return;
            }
        }
        connect(false);
    }

    /** What a client gets that does not wait. */
    private void meanwhile(WaitingRoom.Visit visit, WaitingRoom.Steps steps) {
        if (over) {
            return;
        }
        if (patience instanceof Patience.Page) {
            local(() -> answers.page(WaitingPage.of(host.host(), visit, steps), visit));
        } else {
            local(() -> answers.later(visit));
        }
    }

    private void connect(boolean fresh) {
        Admission.Admitted in = admitted;
        RequestHead head = sent;
        if (in == null || head == null) {
            return;
        }
        Optional<Duration> time =
                patience instanceof Patience.Wait wait
                        ? Optional.of(wait.time())
                        : Optional.empty();
        Legs.Leg leg = guest.legs().take(in.destination(), in.caller(), time, fresh);
        reused = leg.used();
        connection = leg.connection();
        front.want(leg.connection().request(head, this));
    }

    private void local(Runnable answer) {
        answering = true;
        over = true;
        answer.run();
    }

    // ---- the client

    /** Octets of the request's body, or of what the connection has switched to. */
    void body(ByteBuf data) {
        ServiceConnection to = connection;
        if (to == null || over) {
            data.release();
            return;
        }
        if (!to.send(framing instanceof Framing.Chunked ? Chunks.chunk(data) : data)) {
            front.want(false);
        }
    }

    /** The request is complete. */
    void bodyEnd(Fields trailers) {
        requestOver = true;
        ServiceConnection to = connection;
        if (to != null && !over && framing instanceof Framing.Chunked) {
            to.send(Chunks.last(HopByHop.trailers(trailers)));
        }
    }

    /** The client ends its side of a connection that has switched protocols. */
    void endOfInput() {
        if (connection != null) {
            connection.endOfInput();
        }
    }

    /** The client has gone. A connection that was given back may serve another request by now. */
    void cancel() {
        if (over) {
            return;
        }
        over = true;
        if (connection != null) {
            connection.close();
        }
    }

    // ---- the service

    @Override
    public void accepted() {
        // its answer follows
    }

    @Override
    public void interim(ResponseHead head) {
        if (asked.minor() == 1 && head.status() != 102) {
            try {
                front.interim(head.with(HopByHop.remove(head.fields())));
            } catch (BadMessageException e) {
                // nothing is lost: the answer itself is still to come
            }
        }
    }

    @Override
    public void head(ResponseHead head, Framing how) {
        try {
            ResponseHead anew = ResponseRewrite.rewrite(head, how, patience);
            answering = true;
            front.head(anew, how);
        } catch (BadMessageException e) {
            failed(Optional.empty());
        }
    }

    @Override
    public Future<?> answer(ByteBuf octets) {
        return front.body(octets);
    }

    @Override
    public void over(Fields trailers) {
        if (over) {
            return;
        }
        over = true;
        ServiceConnection used = connection;
        Admission.Admitted in = admitted;
        if (used != null && in != null) {
            if (requestOver) {
                guest.legs().giveBack(in.destination(), in.caller(), used);
            } else {
                used.close();
            }
        }
        front.answered(HopByHop.trailers(trailers));
    }

    @Override
    public void failed(Optional<UnservedException> why) {
        if (over) {
            return;
        }
        if (answering) {
            over = true;
            front.abort();
        } else if (reused
                && framing instanceof Framing.None
                && REPEATABLE.contains(asked.method())) {
            connect(true); // the service hung up as the request was on its way
        } else if (why.isPresent()) {
            local(() -> answers.unserved(why.get(), patience));
        } else {
            local(() -> answers.text(502, "The service broke the connection."));
        }
    }

    @Override
    public void writable() {
        front.want(true);
    }
}
