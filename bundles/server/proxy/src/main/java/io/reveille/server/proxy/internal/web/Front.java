/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.web;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import io.reveille.server.proxy.internal.http.Fields;
import io.reveille.server.proxy.internal.http.Framing;
import io.reveille.server.proxy.internal.http.ResponseHead;

/** One request's client, in whatever version of HTTP; all on the client's event loop. */
interface Front {

    /** A response that another one follows. */
    void interim(ResponseHead head);

    /**
     * The response begins. With 101 everything that follows are octets of the protocol asked for.
     *
     * @param head without the fields of the service's connection
     * @param framing as the service has it; {@link Framing.None} if there is no body
     */
    void head(ResponseHead head, Framing framing);

    /** Octets of the response; given away. The future completes when they have gone on. */
    Future<?> body(ByteBuf octets);

    /** The response is complete. */
    void answered(Fields trailers);

    /** The response cannot be completed: the client must see that. */
    void abort();

    /** Whether more of the request's body is wanted now. */
    void want(boolean more);
}
