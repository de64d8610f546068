/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.SessionRecorder;
import io.reveille.tunnel.ClientStream;
import io.reveille.tunnel.StreamEnd;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A client to whom its stream has been handed: what is recorded of it until it ends. */
final class ServedClient {

    private static final int REPORT_SECONDS = 30;

    private final Ends ends;
    private final SessionRecorder session;
    private final ClientStream stream;
    private long reported;

    /** Told of the end of a session. */
    @FunctionalInterface
    interface Ends {
        void end(SessionRecorder session, Outcome outcome, String reason);
    }

    private ServedClient(Ends ends, SessionRecorder session, ClientStream stream) {
        this.ends = ends;
        this.session = session;
        this.stream = stream;
    }

    /** Lets the octets flow. */
    static void serve(Ends ends, SessionRecorder session, ClientStream stream, Channel client) {
        ServedClient served = new ServedClient(ends, session, stream);
        Future<?> reports =
                client.eventLoop()
                        .scheduleAtFixedRate(
                                served::report, REPORT_SECONDS, REPORT_SECONDS, TimeUnit.SECONDS);
        stream.ended()
                .thenAccept(
                        end -> {
                            reports.cancel(false);
                            served.ended(end, AdmittedClients.why(client));
                        });
        stream.relay(client);
    }

    private void report() {
        long up = stream.octetsUp();
        long down = stream.octetsDown();
        if (up + down != reported) {
            reported = up + down;
            session.octets(up, down);
        }
    }

    private void end(Outcome outcome, String reason) {
        ends.end(session, outcome, reason);
    }

    private void ended(StreamEnd end, Optional<String> shownOut) {
        session.octets(end.octetsUp(), end.octetsDown());
        switch (end.kind()) {
            case COMPLETED -> end(Outcome.COMPLETED, "");
            case ABORTED_HERE ->
                    shownOut.ifPresentOrElse(
                            why -> end(Outcome.REFUSED, why),
                            () -> end(Outcome.COMPLETED, "the client broke the connection"));
            case ABORTED_THERE -> end(Outcome.COMPLETED, "the service broke the connection");
            case TUNNEL_LOST -> end(Outcome.TUNNEL_LOST, "the tunnel was lost: " + end.reason());
        }
    }
}
