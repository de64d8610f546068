/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.reveille.tunnel.TunnelEnd;

/** What an end of the tunnel makes of what comes in. */
interface TunnelEvents {
    /** The first header block of a stream, or of its answer. */
    void headers(Http2Stream stream, Http2Headers headers, boolean end);

    /** The peer's settings are known. */
    void ready();

    /** The number of open streams changed. */
    void streams(int open);

    /** From now on there are no new streams. */
    void draining();

    /** The connection is gone. */
    void ended(TunnelEnd end);
}
