/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.buffer.ByteBuf;

/**
 * What goes on in a stream that carries no TCP connection. Octets count as read when they arrive:
 * it must bound what it keeps.
 */
interface Conversation {

    /** Takes octets of the other end; the buffer stays the caller's. */
    void received(ByteBuf data, boolean end);

    /** The other end gave the stream up (RST_STREAM with this code). */
    void resetByPeer(long code);

    /** The stream is no more, in order or with the tunnel. */
    void streamClosed(boolean tunnelLost);
}
