/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.Optional;

/** A stream at the proxy from the wish for it to the gateway's answer. */
interface Opening {

    /** Asks the gateway; empty if the tunnel cannot carry the stream after all. */
    Optional<Http2Stream> start(TunnelStreams tunnel);

    /** The gateway answered. */
    void answered(Http2Headers headers);

    /** Nothing is asked of the gateway. */
    void refused(int status);

    /** The tunnel went before the stream could begin. */
    void lost(String detail);
}
