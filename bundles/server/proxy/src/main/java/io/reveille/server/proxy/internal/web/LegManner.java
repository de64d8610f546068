/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.reveille.server.proxy.internal.EntryManner;
import io.reveille.server.proxy.internal.UnservedException;
import io.reveille.server.proxy.internal.leg.ServiceLeg;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is said to a client that is a {@link ServiceLeg}: its near end knows what to make of it.
 *
 * @param session is told the key of its session's record
 */
record LegManner(Optional<Duration> patience, Consumer<String> session) implements EntryManner {

    @Override
    public boolean watchesSilence() {
        return false;
    }

    @Override
    public void recorded(String key) {
        session.accept(key);
    }

    @Override
    public void accepted(Channel client) {
        ServiceLeg leg = (ServiceLeg) client;
        leg.tell(leg.end()::accepted);
    }

    @Override
    public ChannelFuture refused(Channel client, ByteBuf said, UnservedException why) {
        ServiceLeg leg = (ServiceLeg) client;
        leg.tell(() -> leg.end().refused(why));
        return client.newSucceededFuture();
    }
}
