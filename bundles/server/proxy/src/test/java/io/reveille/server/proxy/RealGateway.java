/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.TlsIdentity;
import io.reveille.gateway.agent.AuditEntry;
import io.reveille.gateway.agent.AuditLog;
import io.reveille.gateway.agent.FleetMembership;
import io.reveille.gateway.agent.GatewayClock;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.gateway.agent.OfferedService;
import io.reveille.gateway.agent.PrivateProxy;
import io.reveille.gateway.agent.PrivateProxyConfiguration;
import io.reveille.protocol.Msisdn;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.SignedKeyList;
import io.reveille.protocol.Verdict;
import io.reveille.server.registry.EnrolmentClaim;
import io.reveille.server.registry.EnrolmentClaim.ClaimedService;
import io.reveille.server.registry.EnrolmentGrant;
import io.reveille.server.registry.EnrolmentGrant.SenderPublicKey;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.SignalRoute;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * A gateway as it is in the field, with its files, and the route that leads to it. Messages to one
 * that is switched off are lost.
 */
final class RealGateway implements SignalRoute, AutoCloseable {
    private static final String NUMBER = "+4915112345678";

    final String id;
    final Path home;
    final Queue<Verdict> verdicts = new ConcurrentLinkedQueue<>();
    final Queue<Octets> requests = new ConcurrentLinkedQueue<>();
    private final InetSocketAddress service;
    private Clock system = Clock.systemUTC();
    private volatile Optional<PrivateProxy> on = Optional.empty();

    RealGateway(TestServer server, String id, InetSocketAddress service, Path home, boolean lists)
            throws Exception {
        this.id = id;
        this.home = home;
        this.service = service;
        SealingKeyPair sealing = SealingKeyPair.generate();
        KeyPair tls = CertificateSigning.newKeyPair();
        var enrolments = server.registry.enrolments();
        EnrolmentGrant grant =
                enrolments.redeem(
                        new EnrolmentClaim(
                                enrolments
                                        .offer(id, Optional.of(NUMBER), Duration.ofHours(1))
                                        .code(),
                                sealing.publicKey(),
                                CertificateSigning.requestPem(tls, id),
                                List.of(new ClaimedService("echo", service.getPort()))));
        new GatewayIdentity(
                        id,
                        grant.generation(),
                        sealing,
                        new TlsIdentity(tls.getPrivate(), List.of(grant.certificate())),
                        new FleetMembership(
                                grant.fleetCa(),
                                grant.serverName(),
                                grant.zone(),
                                grant.senderKeys().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        SenderPublicKey::id, SenderPublicKey::key)),
                                grant.proxies(),
                                Optional.of(Msisdn.parse(NUMBER)),
                                lists
                                        ? Optional.of(SignedKeyList.decode(grant.keyList()))
                                        : Optional.empty()))
                .store(home);
        server.routes.add(this);
        server.awaitOpen(id);
    }

    /** Switches it on. */
    RealGateway on() throws IOException {
        GatewayIdentity identity = GatewayIdentity.load(home).orElseThrow();
        on =
                Optional.of(
                        PrivateProxy.open(
                                PrivateProxyConfiguration.of(
                                        home,
                                        OfferedService.parse(
                                                "echo=127.0.0.1:" + service.getPort())),
                                identity,
                                GatewayClock.open(home, identity, system, () -> true)));
        return this;
    }

    /** Its system clock from the next time that it is switched on. */
    RealGateway clock(Clock clock) {
        system = clock;
        return this;
    }

    /** Switches it off. */
    void off() {
        Optional<PrivateProxy> was = on;
        on = Optional.empty();
        was.ifPresent(PrivateProxy::close);
    }

    /** What its audit log has. */
    List<String> events() throws IOException {
        return AuditLog.read(home).entries().stream().map(AuditEntry::event).toList();
    }

    Optional<Verdict> receive(Octets sealed) {
        Optional<Verdict> verdict =
                on.map(proxy -> proxy.receive(SignalChannel.SMS, sealed, "test sms"));
        verdict.ifPresent(verdicts::add);
        return verdict;
    }

    @Override
    public String name() {
        return "sms to " + id;
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
    public CompletionStage<String> send(Gateway to, Octets sealed, Duration validity) {
        requests.add(sealed);
        return CompletableFuture.completedStage(
                receive(sealed).isPresent() ? "delivered" : "the phone is off");
    }

    @Override
    public void close() {
        off();
    }
}
