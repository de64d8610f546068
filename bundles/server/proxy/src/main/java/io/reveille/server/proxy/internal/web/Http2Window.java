/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.web;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.DefaultHttp2SettingsFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2Settings;

/**
 * How much of its requests' bodies a client may have under way (RFC 9113 section 6.9): that much is
 * the most that is kept of them in memory while services are slow. A stranger has the least there
 * is; once a request of its is admitted a client has enough for 10 MB/s at 100 ms of delay.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class Http2Window implements Runnable {

    /** One slow service leaves room for the others. */
    private static final int OF_A_STREAM = 512 * 1024;

    private static final int OF_A_CLIENT = 1024 * 1024;
    private static final int OF_A_STRANGER = 65_535; // which needs no word

    private final Channel client;
    private boolean open;

    Http2Window(Channel client) {
        this.client = client;
    }

    /** Opens the window, the first time; on the client's event loop. */
    @Override
    public void run() {
        if (!open) {
            open = true;
            client.write(
                    new DefaultHttp2SettingsFrame(
                            new Http2Settings().initialWindowSize(OF_A_STREAM)));
            client.writeAndFlush(new DefaultHttp2WindowUpdateFrame(OF_A_CLIENT - OF_A_STRANGER));
        }
    }
}
