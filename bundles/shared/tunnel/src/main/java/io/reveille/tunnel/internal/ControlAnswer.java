/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.reveille.tunnel.TunnelControl;

/** A control stream at the gateway: waits for the question, has it answered, sends the answer. */
final class ControlAnswer {

    private final TunnelStreams tunnel;
    private final Http2Stream stream;
    private final TunnelControl control;
    private final ControlStream exchange;

    private ControlAnswer(TunnelStreams tunnel, Http2Stream stream, TunnelControl control) {
        this.tunnel = tunnel;
        this.stream = stream;
        this.control = control;
        this.exchange = new ControlStream(tunnel, stream, this::asked, why -> {});
    }

    static void on(TunnelStreams tunnel, Http2Stream stream, TunnelControl control) {
        ControlAnswer unused = new ControlAnswer(tunnel, stream, control);
    }

    private void asked(String question) {
        control.answer(question)
                .whenComplete(
                        (answer, failure) ->
                                tunnel.loop()
                                        .execute(
                                                () -> {
                                                    if (failure == null) {
                                                        answered(answer);
                                                    } else {
                                                        exchange.abort("no answer");
                                                    }
                                                }));
    }

    private void answered(String answer) {
        if (tunnel.control(stream) == exchange) {
            tunnel.headers(stream, new DefaultHttp2Headers().status("200"), false);
            exchange.send(answer);
        }
    }
}
