/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import io.netty.channel.ChannelHandler;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Stands at the gateway between the streams of a tunnel and one service, and decides who comes
 * through. Called on event loops: must not block.
 */
@ConsumerType
public interface ServiceGuard {

    /**
     * Decides on a stream before anything of it reaches the service.
     *
     * @return an answer of 200 to go on; any other is given to the proxy and ends the stream, 407
     *     with its challenges. A failure is answered 502
     */
    CompletionStage<StreamAnswer> admit(StreamRequest request);

    /**
     * What stands before the service's connection for the time of one stream: what it reads is what
     * the service sends, what is written through it is what the client sends, both as {@link
     * io.netty.buffer.ByteBuf}. The octets of a write count as read by the service once its promise
     * is done.
     *
     * @param request the stream that was admitted
     */
    Optional<ChannelHandler> before(StreamRequest request);
}
