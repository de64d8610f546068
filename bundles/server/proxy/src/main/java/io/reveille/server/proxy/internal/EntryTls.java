/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.reveille.server.proxy.CertificateFiles;
import io.reveille.tunnel.HalfClosure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS 1.2 and 1.3 at an entry, with a certificate from files. A changed certificate is for the next
 * connection; one that cannot be used leaves the former in use.
 */
public final class EntryTls {

    private static final Logger LOG = LoggerFactory.getLogger(EntryTls.class);

    /**
     * Netty's BoringSSL is twice as fast, but ends both directions as soon as the peer ends one
     * (its {@code ReferenceCountedOpenSslEngine.closeAll}): what the service still has to say to a
     * client that has said all would be lost.
     */
    public static final SslProvider HALF_CLOSING = SslProvider.JDK;

    private final CertificateFiles files;
    private final List<String> protocols;
    private final boolean asksClients;
    private @Nullable SslContext context;
    private @Nullable List<FileTime> seen;

    /**
     * @param protocols that may be agreed upon by ALPN (RFC 7301), the preferred first; none is
     *     fine too
     * @param asksClients for a certificate, whoever issued it: who is known by one is for others to
     *     say, TLS sees that the client has its key
     */
    public EntryTls(CertificateFiles files, List<String> protocols, boolean asksClients) {
        this.files = files;
        this.asksClients = asksClients;
        this.protocols = List.copyOf(protocols);
    }

    /**
     * Reads the files for the first time.
     *
     * @throws IOException if they cannot be used; the message says which, and why
     */
    public synchronized void load() throws IOException {
        List<FileTime> now = times();
        context = read();
        seen = now;
    }

    /** Puts TLS, after which half-closure is as without, at the end of the pipeline. */
    public void install(Channel connection) {
        connection
                .pipeline()
                .addLast(current().newHandler(connection.alloc()), HalfClosure.afterTls());
    }

    private synchronized SslContext current() {
        try {
            List<FileTime> now = times();
            if (!now.equals(seen)) {
                seen = now;
                context = read();
                LOG.info("the certificate in {} is in use now", files.certificate());
            }
        } catch (IOException e) {
            LOG.warn("the former certificate stays in use: {}", e.getMessage());
        }
        SslContext usable = context;
        if (usable == null) {
            throw new IllegalStateException("no certificate has been loaded");
        }
        return usable;
    }

    private List<FileTime> times() throws IOException {
        return List.of(
                Files.getLastModifiedTime(files.certificate()),
                Files.getLastModifiedTime(files.key()));
    }

    private SslContext read() throws IOException {
        try {
            SslContextBuilder builder =
                    SslContextBuilder.forServer(files.certificate().toFile(), files.key().toFile())
                            .sslProvider(HALF_CLOSING)
                            .protocols("TLSv1.3", "TLSv1.2");
            if (!protocols.isEmpty()) {
                builder.applicationProtocolConfig(
                        new ApplicationProtocolConfig(
                                Protocol.ALPN,
                                SelectorFailureBehavior.NO_ADVERTISE,
                                SelectedListenerFailureBehavior.ACCEPT,
                                protocols));
            }
            if (asksClients) {
                builder.clientAuth(ClientAuth.OPTIONAL)
                        .trustManager(InsecureTrustManagerFactory.INSTANCE);
            }
            return builder.build();
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(
                    "%s and %s are no certificate and key in PEM: %s"
                            .formatted(files.certificate(), files.key(), e.getMessage()),
                    e);
        }
    }
}
