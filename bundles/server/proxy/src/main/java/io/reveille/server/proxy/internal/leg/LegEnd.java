/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.leg;

import io.netty.buffer.ByteBuf;
import io.reveille.server.proxy.internal.UnservedException;

/** The near end of a {@link ServiceLeg}: called on the client's event loop, in order. */
public interface LegEnd {

    /** The service has accepted the connection. */
    void accepted();

    /** It has not, and nothing more comes. */
    void refused(UnservedException why);

    /** Octets of the service; the buffer is the callee's. */
    void received(ByteBuf octets);

    /** The service has said all that it had to say. */
    void ended();

    /** The connection broke. */
    void broke();

    /** What was sent has gone on, after there was too much of it. */
    void writable();
}
