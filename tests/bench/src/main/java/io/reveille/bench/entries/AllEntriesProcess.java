/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.entries;

import io.reveille.bench.Enrolling;
import io.reveille.bench.tunnel.PipeRoute;
import io.reveille.bench.tunnel.ProxyProcess;
import io.reveille.crypto.Secret;
import io.reveille.gateway.agent.OfferedService;
import io.reveille.server.proxy.CertificateFiles;
import io.reveille.server.proxy.ClientAuthority;
import io.reveille.server.proxy.ForwardOptions;
import io.reveille.server.proxy.ForwardPort;
import io.reveille.server.proxy.ProxyOptions;
import io.reveille.server.proxy.PublicProxy;
import io.reveille.server.proxy.Signalling;
import io.reveille.server.proxy.SniOptions;
import io.reveille.server.proxy.WebOptions;
import io.reveille.server.registry.CidrBlock;
import io.reveille.server.registry.ClientReach;
import io.reveille.server.registry.ClientRole;
import io.reveille.server.registry.EnrolmentClaim.ClaimedService;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.SignalRoute;
import io.reveille.server.registry.UserRights;
import io.reveille.server.registry.internal.ServerRegistry;
import io.reveille.server.registry.internal.SessionRetention;
import io.reveille.tunnel.TunnelLimits;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The server's process: registry and public proxy with all its entries. It enrols one gateway,
 * whose home it writes, and says where clients connect; runs until its input ends. Arguments: home,
 * the gateway's home, what the gateway offers, the directory of the certificates, and {@code tls}
 * if CONNECT and SOCKS5 take TLS alone.
 */
final class AllEntriesProcess {
    static final String USER = "ada";
    static final String PASSWORD = "correct horse battery staple";

    private AllEntriesProcess() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Files.createDirectories(Path.of(arguments[0]));
        ServerSettings settings =
                new ServerSettings(
                        Site.ZONE,
                        Site.PROXY,
                        IpLiterals.parseList("127.0.0.1"),
                        ProxyProcess.range(),
                        home);
        List<SignalRoute> routes = List.of(new PipeRoute());
        try (ServerRegistry registry =
                        ServerRegistry.open(
                                settings,
                                SessionRetention.DEFAULT,
                                () -> Optional.of(URI.create("https://127.0.0.1:1/enrol")),
                                InstantSource.system());
                PublicProxy proxy =
                        PublicProxy.start(
                                options(Path.of(arguments[3]), arguments[4].equals("tls")),
                                settings,
                                registry.registry(),
                                registry.keys(),
                                registry.keyLife(),
                                registry.sessions(),
                                new ClientAuthority(
                                        () -> Optional.of(registry.access()),
                                        () -> Optional.of(registry.grants())),
                                new Signalling(
                                        () -> routes, registry.signals(), registry.routes()))) {
            Enrolling.gateway(
                            registry.enrolments(),
                            Site.GATEWAY,
                            Optional.empty(),
                            OfferedService.parse(arguments[2]).stream()
                                    .map(AllEntriesProcess::claim)
                                    .toList())
                    .store(Files.createDirectories(Path.of(arguments[1])));
            registry.users().add(USER, new UserRights(ClientRole.CLIENT, ClientReach.EVERYTHING));
            registry.users()
                    .password(USER, Secret.of(PASSWORD.getBytes(StandardCharsets.US_ASCII)));
            say(Door.PORT.word(), port(registry, Site.STREAM));
            say(Door.PORT_UDP.word(), port(registry, Site.DATAGRAM));
            proxy.entries().forEach((name, address) -> say(name, address.getPort()));
            System.out.println("ready");
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void say(String door, int port) {
        System.out.println("door " + door + " " + port);
    }

    private static ClaimedService claim(OfferedService offered) {
        return new ClaimedService(offered.name(), offered.address().getPort(), offered.transport());
    }

    private static int port(ServerRegistry registry, String service) {
        return registry.registry()
                .gateway(Site.GATEWAY)
                .flatMap(gateway -> gateway.service(service))
                .orElseThrow()
                .publicPort();
    }

    private static ProxyOptions options(Path certificates, boolean tls) {
        InetAddress here = IpLiterals.parse("127.0.0.1");
        Path certificate = Site.certificate(certificates);
        Path key = Site.key(certificates);
        ForwardPort forward =
                new ForwardPort(
                        here,
                        0,
                        CidrBlock.parseList("127.0.0.1/32"),
                        tls
                                ? Optional.of(new CertificateFiles(certificate, key))
                                : Optional.empty());
        return ProxyProcess.options(
                        ProxyProcess.tunnel(String.valueOf(TunnelLimits.defaults().maxStreams())))
                .with(new ForwardOptions(Optional.of(forward), Optional.of(forward)))
                .with(
                        new WebOptions(
                                Optional.of(here),
                                0,
                                new SniOptions(
                                        Optional.of(new InetSocketAddress(here, 0)),
                                        Optional.of(certificate),
                                        Optional.of(key),
                                        Optional.empty(),
                                        Set.of(Site.TLS),
                                        Set.of(Site.PLAIN))));
    }
}
