/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Gateways and servers prove themselves in TLS 1.3, by the JDK and by BoringSSL, either way round.
 */
class TlsInteropTest {

    private final Instant now = Instant.now();
    private static final Duration DAY = Duration.ofDays(1);

    private final FleetCa ca = FleetCa.create("fleet", now);
    private final FleetCa stranger = FleetCa.create("fleet", now);

    @ParameterizedTest
    @CsvSource({"JDK, JDK", "JDK, OPENSSL", "OPENSSL, JDK", "OPENSSL, OPENSSL"})
    void both_ends_accept_each_other(SslProvider gateway, SslProvider server) throws Exception {
        SSLEngine client = client(gateway, gateway(ca), "proxy.example");
        SSLEngine proxy = server(server, ca);

        handshake(client, proxy);

        assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.3");
        assertThat(proxy.getSession().getPeerPrincipal().getName()).isEqualTo("CN=gw-1");
        assertThat(client.getSession().getPeerPrincipal().getName()).isEqualTo("CN=proxy.example");
    }

    @ParameterizedTest
    @CsvSource({"JDK, JDK", "OPENSSL, OPENSSL"})
    void a_server_is_known_by_its_address_too(SslProvider gateway, SslProvider server)
            throws Exception {
        SSLEngine client = client(gateway, gateway(ca), "192.0.2.1");

        handshake(client, server(server, ca));

        assertThat(client.getSession().getPeerPrincipal().getName()).isEqualTo("CN=proxy.example");
    }

    @ParameterizedTest
    @CsvSource({"JDK, JDK", "JDK, OPENSSL", "OPENSSL, JDK", "OPENSSL, OPENSSL"})
    void strangers_are_refused(SslProvider gateway, SslProvider server) {
        refused(gateway, gateway(stranger), "proxy.example", server, ca);
        refused(gateway, gateway(ca), "proxy.example", server, stranger);
        refused(gateway, gateway(ca), "other.example", server, ca);
    }

    @ParameterizedTest
    @CsvSource({"JDK, JDK", "JDK, OPENSSL", "OPENSSL, JDK", "OPENSSL, OPENSSL"})
    void a_server_cannot_pass_for_a_gateway(SslProvider gateway, SslProvider server) {
        TlsIdentity wrongPurpose = ca.issueServer(List.of("gw-1"), List.of(), now, DAY);

        refused(gateway, wrongPurpose, "proxy.example", server, ca);
    }

    private void refused(
            SslProvider gateway,
            TlsIdentity identity,
            String name,
            SslProvider server,
            FleetCa of) {
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> handshake(client(gateway, identity, name), server(server, of)));
    }

    private TlsIdentity gateway(FleetCa issuer) {
        KeyPair keys = CertificateSigning.newKeyPair();
        try {
            X509Certificate certificate =
                    issuer.issueGateway(
                            CertificateSigning.parse(CertificateSigning.requestPem(keys, "gw-1")),
                            "gw-1",
                            now,
                            DAY);
            return new TlsIdentity(keys.getPrivate(), List.of(certificate, issuer.certificate()));
        } catch (KeyMaterialException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private SSLEngine client(SslProvider provider, TlsIdentity identity, String name)
            throws SSLException {
        SslContext context =
                available(SslContextBuilder.forClient(), provider)
                        .keyManager(identity.privateKey(), identity.chain())
                        .trustManager(ca.certificate())
                        .build();
        SSLEngine engine = context.newEngine(UnpooledByteBufAllocator.DEFAULT, name, 4433);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }

    private SSLEngine server(SslProvider provider, FleetCa issuer) throws SSLException {
        TlsIdentity identity =
                issuer.issueServer(
                        List.of("proxy.example"), List.of(address("192.0.2.1")), now, DAY);
        return available(
                        SslContextBuilder.forServer(identity.privateKey(), identity.chain()),
                        provider)
                .clientAuth(ClientAuth.REQUIRE)
                .trustManager(ca.certificate())
                .build()
                .newEngine(UnpooledByteBufAllocator.DEFAULT);
    }

    private static SslContextBuilder available(SslContextBuilder builder, SslProvider provider) {
        assumeTrue(
                provider == SslProvider.JDK || OpenSsl.isAvailable(),
                "no BoringSSL for this platform");
        return builder.sslProvider(provider).protocols("TLSv1.3");
    }

    /** Carries the octets of two engines to and fro until neither has more to say. */
    private static void handshake(SSLEngine client, SSLEngine server) throws SSLException {
        ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
        ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
        client.beginHandshake();
        server.beginHandshake();
        for (int round = 0; round < 50; round++) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
        assertThat(client.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
        assertThat(server.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        ByteBuffer application = ByteBuffer.allocate(1 << 15);
        in.flip();
        engine.unwrap(in, application);
        in.compact();
        for (Runnable task = engine.getDelegatedTask();
                task != null;
                task = engine.getDelegatedTask()) {
            task.run();
        }
        engine.wrap(ByteBuffer.allocate(0), out);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
