/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import io.netty.internal.tcnative.SSL;
import io.reveille.tunnel.TestFleet;
import io.reveille.tunnel.TunnelRuntime;
import io.reveille.tunnel.TunnelTls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the two ends' TLS agree on, between real sockets. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
class TunnelTlsTest {
    private static final int NAME_PORT = 4433; // sessions are kept by name and port

    private final TestFleet fleet = new TestFleet();
    private final AtomicReference<TunnelTls> identity = new AtomicReference<>(fleet.server());
    private final TunnelRuntime runtime = TunnelRuntime.start(1);

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void both_ends_that_know_the_hybrid_of_X25519_and_ML_KEM_agree_on_it() throws Exception {
        ListeningTls listening = new ListeningTls(identity::get, true);
        Handshake handshake = handshake(dialing(true), listening);

        assertThat(handshake.group()).isEqualTo("X25519MLKEM768");
        listening.release();
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void an_end_that_does_not_know_it_takes_X25519_by_negotiation_alone(
            boolean dialingNative, boolean listeningNative) throws Exception {
        ListeningTls listening = new ListeningTls(identity::get, listeningNative);
        Handshake handshake = handshake(dialing(dialingNative), listening);

        assertThat(handshake.group()).isEqualTo("X25519");
        listening.release();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_second_dial_resumes_and_the_gateway_is_still_known(boolean nativeCode) throws Exception {
        ListeningTls listening = new ListeningTls(identity::get, nativeCode);
        DialingTls dialing = dialing(nativeCode);

        Handshake first = handshake(dialing, listening);
        Handshake second = handshake(dialing, listening);
        Handshake stranger = handshake(dialing(nativeCode), listening);

        assertThat(second.isContinuationOf(first)).isTrue();
        assertThat(stranger.isContinuationOf(first)).isFalse();
        assertThat(second.gateway()).isEqualTo(first.gateway());
        listening.release();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_ticket_is_worth_nothing_once_the_authority_that_issued_the_certificate_has_gone(
            boolean nativeCode) throws Exception {
        ListeningTls listening = new ListeningTls(identity::get, nativeCode);
        DialingTls dialing = dialing(nativeCode);
        assertThat(handshake(dialing, listening)).isNotNull();

        TunnelTls old = fleet.server();
        identity.set(
                new TunnelTls(old.key(), old.chain(), new TestFleet().server().trustAnchors()));

        assertThatThrownBy(() -> handshake(dialing, listening)).isNotNull();
        listening.release();
    }

    private DialingTls dialing(boolean nativeCode) {
        return new DialingTls(fleet.gateway("gw1"), nativeCode, Clock.systemUTC());
    }

    /** Ends once an octet has gone there and back, and the tickets with it. */
    private Handshake handshake(DialingTls dialing, ListeningTls listening) throws Exception {
        CompletableFuture<SSLEngine> server = new CompletableFuture<>();
        CompletableFuture<SSLEngine> client = new CompletableFuture<>();
        Channel listener =
                new ServerBootstrap()
                        .group(runtime.group())
                        .channel(runtime.listenerType())
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel)
                                            throws SSLException {
                                        SslHandler tls = listening.newHandler(channel.alloc());
                                        channel.pipeline().addLast(tls, new Echo(tls, server));
                                    }
                                })
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .syncUninterruptibly()
                        .channel();
        Channel dialled =
                new Bootstrap()
                        .group(runtime.group())
                        .channel(runtime.socketType())
                        .handler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel)
                                            throws SSLException {
                                        SslHandler tls =
                                                dialing.newHandler(
                                                        channel.alloc(),
                                                        TestFleet.SERVER_NAME,
                                                        NAME_PORT);
                                        channel.pipeline().addLast(tls, new Echo(tls, client));
                                    }
                                })
                        .connect(listener.localAddress())
                        .syncUninterruptibly()
                        .channel();
        try {
            dialled.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {1}));
            return Handshake.of(client.get(10, TimeUnit.SECONDS), server.get(10, TimeUnit.SECONDS));
        } finally {
            dialled.close().syncUninterruptibly();
            listener.close().syncUninterruptibly();
        }
    }

    /** Sends back what comes, once, and tells of its engine then. */
    private static final class Echo extends SimpleChannelInboundHandler<ByteBuf> {
        private final SslHandler tls;
        private final CompletableFuture<SSLEngine> done;

        Echo(SslHandler tls, CompletableFuture<SSLEngine> done) {
            this.tls = tls;
            this.done = done;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf octets) {
            if (!done.isDone()) {
                ctx.writeAndFlush(octets.retain());
                done.complete(tls.engine());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            done.completeExceptionally(new SSLException("the other end hung up"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            done.completeExceptionally(cause);
            ctx.close();
        }
    }

    /**
     * @param group what was agreed on, as an end with BoringSSL says
     * @param begun when the session began, of which a resumed one is a part
     * @param reused what BoringSSL says of it
     */
    private record Handshake(String group, long begun, boolean reused, X509Certificate gateway) {

        @SuppressWarnings("deprecation") // the only way to BoringSSL's own answers
        static Handshake of(SSLEngine client, SSLEngine server) throws Exception {
            String group = "";
            boolean reused = false;
            for (SSLEngine engine : new SSLEngine[] {client, server}) {
                if (engine instanceof ReferenceCountedOpenSslEngine nativeEngine) {
                    group = SSL.getGroupName(nativeEngine.sslPointer());
                    reused = SSL.isSessionReused(nativeEngine.sslPointer());
                }
            }
            return new Handshake(
                    group,
                    client.getSession().getCreationTime(),
                    reused,
                    (X509Certificate) server.getSession().getPeerCertificates()[0]);
        }

        boolean isContinuationOf(Handshake first) {
            return group.isEmpty() ? begun == first.begun : reused;
        }
    }
}
