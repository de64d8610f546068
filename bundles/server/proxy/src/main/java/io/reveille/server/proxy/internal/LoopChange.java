/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

/** Moves a connection to another event loop, so that it and its tunnel are served by one thread. */
@SuppressWarnings("FutureReturnValueIgnored") // a move that fails closes the connection
final class LoopChange {

    private LoopChange() {}

    /**
     * To be called on the connection's event loop while it is not reading; {@code then} runs on the
     * new one.
     */
    static void move(Channel connection, EventLoop to, Runnable then) {
        if (to.inEventLoop()) {
            then.run();
            return;
        }
        connection
                .deregister()
                .addListener(
                        left -> {
                            if (left.isSuccess()) {
                                to.register(connection)
                                        .addListener(
                                                entered -> {
                                                    if (entered.isSuccess()) {
                                                        then.run();
                                                    } else {
                                                        connection.unsafe().closeForcibly();
                                                    }
                                                });
                            } else {
                                connection.close();
                            }
                        });
    }
}
