/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;

/**
 * Closes a TCP connection so that its peer sees a reset instead of an orderly end (RFC 9293 section
 * 3.10.5).
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
public final class TcpAbort {

    private TcpAbort() {}

    /** To be called on the connection's event loop. */
    public static void abort(Channel connection) {
        try {
            connection.config().setOption(ChannelOption.SO_LINGER, 0);
        } catch (ChannelException e) {
            // closed already: nothing is left to abort
        }
        if (connection.pipeline().get(SslHandler.class) == null) {
            connection.close();
        } else { // past TLS, which would say that all is well
            connection.unsafe().close(connection.newPromise());
        }
    }
}
