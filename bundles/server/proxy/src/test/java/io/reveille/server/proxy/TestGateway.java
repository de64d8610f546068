/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.protocol.AccessRefusedException;
import io.reveille.protocol.AccessRequestOpener;
import io.reveille.protocol.Msisdn;
import io.reveille.protocol.OpenedRequest;
import io.reveille.protocol.OpeningKeys;
import io.reveille.protocol.ServiceTransport;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.EnrolmentClaim;
import io.reveille.server.registry.EnrolmentClaim.ClaimedService;
import io.reveille.server.registry.EnrolmentGrant;
import io.reveille.server.registry.EnrolmentRefusedException;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.SignalNews;
import io.reveille.server.registry.SignalRoute;
import io.reveille.server.registry.internal.ServerRegistry;
import io.reveille.tunnel.DialOrder;
import io.reveille.tunnel.GatewayTunnel;
import io.reveille.tunnel.ServiceDirectory;
import io.reveille.tunnel.TunnelCredential;
import io.reveille.tunnel.TunnelDialer;
import io.reveille.tunnel.TunnelRuntime;
import io.reveille.tunnel.TunnelSettings;
import io.reveille.tunnel.TunnelTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A gateway that has enrolled, and the signal route that leads to it: opens access requests for
 * real and dials.
 */
final class TestGateway implements SignalRoute {

    static final String MSISDN = "+4915112345678";

    final String id;
    final TunnelTls tls;
    final AtomicInteger signals = new AtomicInteger();
    final Queue<GatewayTunnel> tunnels = new ConcurrentLinkedQueue<>();
    final Queue<Throwable> failedDials = new ConcurrentLinkedQueue<>();
    final Queue<OpenedRequest> opened = new ConcurrentLinkedQueue<>();
    private final EnrolmentGrant grant;
    private final AccessRequestOpener opener;
    private final Map<String, InetSocketAddress> services;
    private final TunnelRuntime runtime;
    volatile boolean answers = true;
    volatile boolean tellsKeys;
    volatile Optional<TunnelCredential> resume = Optional.empty();
    volatile boolean routeWorks = true;
    final Queue<IOException> failures = new ConcurrentLinkedQueue<>();
    volatile Optional<SignalNews> news = Optional.empty();
    volatile Optional<InetSocketAddress> detour = Optional.empty();

    TestGateway(
            ServerRegistry server,
            TunnelRuntime runtime,
            String id,
            Map<String, InetSocketAddress> services)
            throws EnrolmentRefusedException {
        this.id = id;
        this.runtime = runtime;
        this.services = services;
        SealingKeyPair sealing = SealingKeyPair.generate();
        KeyPair keys = CertificateSigning.newKeyPair();
        String code =
                server.enrolments().offer(id, Optional.of(MSISDN), Duration.ofHours(1)).code();
        List<ClaimedService> claimed =
                services.entrySet().stream()
                        .map(
                                e ->
                                        new ClaimedService(
                                                e.getKey(),
                                                e.getValue().getPort(),
                                                transport(e.getKey())))
                        .toList();
        grant =
                server.enrolments()
                        .redeem(
                                new EnrolmentClaim(
                                        code,
                                        sealing.publicKey(),
                                        CertificateSigning.requestPem(keys, id),
                                        claimed));
        tls = new TunnelTls(keys.getPrivate(), List.of(grant.certificate()), grant.fleetCa());
        opener =
                new AccessRequestOpener(
                        OpeningKeys.of(
                                id,
                                grant.senderKeys().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        EnrolmentGrant.SenderPublicKey::id,
                                                        EnrolmentGrant.SenderPublicKey::key)),
                                Map.of(grant.generation(), sealing),
                                List.of()));
    }

    /** Services called udp or udp-something are by UDP. */
    private static ServiceTransport transport(String service) {
        return service.startsWith("udp") ? ServiceTransport.UDP : ServiceTransport.TCP;
    }

    private ServiceDirectory offered() {
        return new ServiceDirectory() {
            @Override
            public Optional<InetSocketAddress> resolve(String authority) {
                return find(authority, ServiceTransport.TCP);
            }

            @Override
            public Optional<InetSocketAddress> resolveDatagrams(String authority) {
                return find(authority, ServiceTransport.UDP);
            }
        };
    }

    private Optional<InetSocketAddress> find(String name, ServiceTransport by) {
        return Optional.ofNullable(services.get(name)).filter(s -> transport(name) == by);
    }

    @Override
    public String name() {
        return "test sms";
    }

    @Override
    public SignalChannel channel() {
        return SignalChannel.SMS;
    }

    @Override
    public boolean reaches(Gateway gateway) {
        return gateway.id().equals(id);
    }

    @Override
    public CompletionStage<String> send(
            Gateway to, Octets sealed, Duration validity, Consumer<SignalNews> told) {
        CompletionStage<String> sent = send(to, sealed, validity);
        news.ifPresent(told);
        return sent;
    }

    @Override
    public CompletionStage<String> send(Gateway to, Octets sealed, Duration validity) {
        signals.incrementAndGet();
        if (!failures.isEmpty()) {
            return CompletableFuture.failedStage(failures.remove());
        }
        if (!routeWorks) {
            return CompletableFuture.failedStage(new IllegalStateException("no credit left"));
        }
        try {
            OpenedRequest request = open(sealed);
            if (answers) {
                dial(request);
            }
        } catch (AccessRefusedException e) {
            failedDials.add(e);
        }
        return CompletableFuture.completedStage("accepted, id " + signals.get());
    }

    OpenedRequest open(Octets sealed) throws AccessRefusedException {
        OpenedRequest request =
                opener.examine(sealed).open(SignalChannel.SMS, List.of(Msisdn.parse(MSISDN)));
        opened.add(request);
        return request;
    }

    CompletionStage<GatewayTunnel> dial(OpenedRequest request) {
        return dial(request, tls);
    }

    CompletionStage<GatewayTunnel> dial(OpenedRequest request, TunnelTls identity) {
        Optional<InetSocketAddress> wanted =
                services.entrySet().stream()
                        .filter(e -> transport(e.getKey()) == ServiceTransport.TCP)
                        .map(Map.Entry::getValue)
                        .filter(s -> s.getPort() == request.request().servicePort())
                        .findFirst();
        DialOrder order =
                new DialOrder(
                        detour.orElse(request.request().proxy().endpoints().get(0)),
                        grant.serverName(),
                        TunnelCredential.of(
                                request.sessionId().toArray(), request.token().toArray()),
                        System.nanoTime(),
                        wanted);
        return dial(order, identity);
    }

    /** Dials again with what the proxy told in its newest greeting. */
    CompletionStage<GatewayTunnel> dialAgain(InetSocketAddress proxy) {
        return dialAgain(proxy, resume.orElseThrow());
    }

    CompletionStage<GatewayTunnel> dialAgain(InetSocketAddress proxy, TunnelCredential told) {
        return dial(
                new DialOrder(proxy, grant.serverName(), told, System.nanoTime(), Optional.empty()),
                tls);
    }

    private CompletionStage<String> answer(String question) {
        if (JsonParser.parseString(question).getAsJsonObject().get("resume")
                instanceof JsonObject told) {
            Base64.Decoder base64 = Base64.getDecoder();
            resume =
                    Optional.of(
                            TunnelCredential.of(
                                    base64.decode(told.get("session").getAsString()),
                                    base64.decode(told.get("token").getAsString())));
        }
        return CompletableFuture.completedStage("{\"ok\":true}");
    }

    private CompletionStage<GatewayTunnel> dial(DialOrder order, TunnelTls identity) {
        return new TunnelDialer(
                        runtime,
                        identity,
                        TunnelSettings.defaults(),
                        offered(),
                        this::answer,
                        Clock.systemUTC())
                .dial(tellsKeys ? order.telling("list=0,key=1,psk=0,cert=300") : order)
                .whenComplete(
                        (tunnel, failure) -> {
                            if (tunnel != null) {
                                tunnels.add(tunnel);
                            } else {
                                failedDials.add(failure);
                            }
                        });
    }
}
