/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.sni;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.reveille.server.proxy.SniOptions;
import io.reveille.server.proxy.internal.EntryTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's TLS for services that speak none, from files that may change while it runs. Files
 * that cannot be read leave what was read before.
 */
final class Certificates {

    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

    private final SniOptions options;
    private final boolean nativeTls;
    private volatile @Nullable SslContext web;
    private volatile @Nullable SslContext plain;
    private List<FileTime> read = List.of();

    Certificates(SniOptions options, boolean nativeTls) {
        this.options = options;
        this.nativeTls = nativeTls;
    }

    /**
     * What new connections get; empty if there is none.
     *
     * @param http whether HTTP is inside: which version of it is agreed upon by ALPN
     */
    Optional<SslContext> current(boolean http) {
        return Optional.ofNullable(http ? web : plain);
    }

    /** Looks whether the files have changed. Reads files: not for event loops. */
    synchronized void look() {
        if (options.certificate().isEmpty() || options.key().isEmpty()) {
            return;
        }
        Path certificate = options.certificate().get();
        Path key = options.key().get();
        try {
            List<FileTime> times = new ArrayList<>();
            for (Path file :
                    Stream.concat(Stream.of(certificate, key), options.clientAuthorities().stream())
                            .toList()) {
                times.add(Files.getLastModifiedTime(file));
            }
            if (!times.equals(read)) {
                SslContext changed = context(certificate, key, true);
                plain = context(certificate, key, false);
                web = changed;
                LOG.info("sni: certificate read from {}", certificate);
                read = times;
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.error(
                    "sni.certificate {} and sni.key {} cannot be used: {}; what was read before stays",
                    certificate,
                    key,
                    e.getMessage());
        }
    }

    private SslContext context(Path certificate, Path key, boolean http) throws IOException {
        SslProvider forHttp = nativeTls ? SslProvider.OPENSSL : SslProvider.JDK;
        SslContextBuilder builder =
                SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                        .sslProvider(http ? forHttp : EntryTls.HALF_CLOSING)
                        .protocols("TLSv1.3", "TLSv1.2");
        if (http) {
            builder.applicationProtocolConfig(
                    new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_2,
                            ApplicationProtocolNames.HTTP_1_1));
        }
        options.clientAuthorities()
                .ifPresent(
                        authorities ->
                                builder.trustManager(authorities.toFile())
                                        .clientAuth(ClientAuth.OPTIONAL));
        return builder.build();
    }
}
