/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.reveille.server.proxy.ClientAuthority;
import io.reveille.server.proxy.ForwardPort;
import io.reveille.server.proxy.internal.Caller;
import io.reveille.server.proxy.internal.Entry;
import io.reveille.server.proxy.internal.EntryTls;
import io.reveille.server.proxy.internal.Newcomers;
import io.reveille.server.proxy.internal.Reception;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.tunnel.TunnelRuntime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One port where clients ask for a forward connection by name. */
final class ForwardEntry implements Entry {

    private static final Logger LOG = LoggerFactory.getLogger(ForwardEntry.class);
    private static final int BACKLOG = 256;
    private static final int MOST_NEWCOMERS = 256;
    private static final int MOST_OF_ONE = 64;
    private static final Duration PRELUDE = Duration.ofSeconds(10);

    private final String name;
    private final ForwardPort port;
    private final TunnelRuntime runtime;
    private final Reception reception;
    private final BiFunction<Channel, Optional<ClientIdentity>, ChannelHandler> prelude;
    private final ClientAuthority authority;
    private final Newcomers newcomers = new Newcomers(MOST_NEWCOMERS, MOST_OF_ONE, PRELUDE);
    private final Optional<EntryTls> tls;
    private @Nullable Channel listener;

    ForwardEntry(
            String name,
            ForwardPort port,
            TunnelRuntime runtime,
            Reception reception,
            List<String> protocols,
            ClientAuthority authority,
            BiFunction<Channel, Optional<ClientIdentity>, ChannelHandler> prelude) {
        this.name = name;
        this.port = port;
        this.runtime = runtime;
        this.reception = reception;
        this.authority = authority;
        this.prelude = prelude;
        this.tls =
                port.tls().map(files -> new EntryTls(files, protocols, port.clientCertificates()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() throws IOException {
        if (tls.isPresent()) {
            tls.get().load();
        }
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(runtime.group())
                        .channel(runtime.listenerType())
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel client) {
                                        receive(client);
                                    }
                                })
                        .bind(port.address())
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "%s.port %d cannot be listened at: %s: choose another %s.port, or leave %s.listen empty to do without"
                            .formatted(name, port.port(), bound.cause().getMessage(), name, name),
                    bound.cause());
        }
        listener = bound.channel();
        LOG.info("{}: clients are received at {}", name, bound.channel().localAddress());
    }

    @Override
    public Optional<InetSocketAddress> address() {
        return Optional.ofNullable(listener)
                .map(listening -> (InetSocketAddress) listening.localAddress());
    }

    private void receive(Channel client) {
        if (reception.enter(client)
                && newcomers.enter(client, Caller.at(client).address().getAddress())) {
            tls.ifPresent(secure -> secure.install(client));
            client.pipeline()
                    .addLast(
                            tls.isPresent() && port.clientCertificates()
                                    ? new ShownCertificate(
                                            authority, shown -> prelude.apply(client, shown))
                                    : prelude.apply(client, Optional.empty()));
        }
    }

    @Override
    public void close() {
        if (listener != null) {
            listener.close().awaitUninterruptibly();
        }
    }
}
