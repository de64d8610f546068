/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import io.reveille.crypto.Octets;
import io.reveille.gateway.agent.internal.AccessRules;
import io.reveille.gateway.agent.internal.ClockNews;
import io.reveille.gateway.agent.internal.EvenPace;
import io.reveille.gateway.agent.internal.HomeFiles;
import io.reveille.gateway.agent.internal.HomeLock;
import io.reveille.gateway.agent.internal.OpenedParts;
import io.reveille.gateway.agent.internal.UntrustedAsEpoch;
import io.reveille.gateway.agent.internal.audit.Journal;
import io.reveille.gateway.agent.internal.budget.KeptBudgets;
import io.reveille.gateway.agent.internal.clients.ClientJudge;
import io.reveille.gateway.agent.internal.clients.ServiceGuards;
import io.reveille.gateway.agent.internal.control.ControlDesk;
import io.reveille.gateway.agent.internal.dial.DialRequest;
import io.reveille.gateway.agent.internal.dial.Dialler;
import io.reveille.gateway.agent.internal.dial.IpsecDialler;
import io.reveille.gateway.agent.internal.dial.LinkContext;
import io.reveille.gateway.agent.internal.dial.OfferedServices;
import io.reveille.gateway.agent.internal.dial.ProxyLinks;
import io.reveille.gateway.agent.internal.identity.IdentityFiles;
import io.reveille.gateway.agent.internal.keys.HeldKeys;
import io.reveille.gateway.agent.internal.keys.KeyRing;
import io.reveille.ipsec.IpsecIdentity;
import io.reveille.ipsec.IpsecInitiator;
import io.reveille.protocol.AccessPolicy;
import io.reveille.protocol.AccessValidator;
import io.reveille.protocol.FileReplayStore;
import io.reveille.protocol.RefusalReason;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.TrustedClock;
import io.reveille.protocol.Verdict;
import io.reveille.tunnel.TunnelDialer;
import io.reveille.tunnel.TunnelRuntime;
import io.reveille.tunnel.TunnelTls;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's side of the tunnel: takes octets from any channel, and only when they are an
 * authentic, fresh access request that asks for nothing but what this gateway offers, dials the
 * proxy that it names.
 *
 * <p>What it guarantees: nothing is dialled before the request is in the audit log and its counter
 * in the replay state, both on the disk. A refusal has no effect that can be seen from outside, and
 * no request is ever answered on the channel that it came by. What the outside can make it do is
 * bounded by {@link AccessBudget}.
 */
public final class PrivateProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateProxy.class);

    /** Where a sealed request tells the generation of the key that it is sealed to. */
    private static final int GENERATION = 4;

    private final OpenedParts parts;
    private final Journal journal;
    private final AccessValidator validator;
    private final ProxyLinks links;
    private final TrustedClock clock;
    private final ClockNews clockNews;
    private final KeyRing ring;

    private PrivateProxy(
            OpenedParts parts,
            PrivateProxyConfiguration configuration,
            GatewayIdentity identity,
            TrustedClock clock,
            ClockNews clockNews)
            throws IOException {
        this.parts = parts;
        this.clock = clock;
        this.clockNews = clockNews;
        Clock system = Clock.systemUTC();
        parts.add(HomeLock.take(configuration.home()));
        for (String directory : List.of("data", "keys")) {
            HomeFiles.removeUnfinished(configuration.home().resolve(directory));
        }
        journal = parts.add(new Journal(AuditLog.open(configuration.home(), system), system));
        OfferedServices services = services(configuration);
        ring = KeyRing.open(configuration.home(), identity);
        clockNews.certified(ring.now().tls().certificate());
        FileReplayStore replays =
                parts.add(
                        FileReplayStore.open(
                                IdentityFiles.in(configuration.home()).replayState(identity)));
        KeptBudgets budgets =
                parts.add(
                        KeptBudgets.open(
                                configuration.home(),
                                configuration.budget(),
                                system,
                                System::nanoTime));
        validator =
                AccessRules.validator(
                        configuration, identity, ring, services, budgets, replays, clock);
        ControlDesk desk =
                parts.add(
                        new ControlDesk(
                                configuration.home(),
                                identity,
                                ring,
                                clock,
                                clockNews,
                                journal,
                                this::status));
        links =
                parts.add(
                        new ProxyLinks(
                                new LinkContext(
                                        dialler(configuration, identity, desk),
                                        ring::serverName,
                                        services,
                                        configuration.budget(),
                                        budgets,
                                        clock,
                                        journal)));
        journal.started(identity.gatewayId());
    }

    private OfferedServices services(PrivateProxyConfiguration configuration) {
        if (configuration.authentication().isEmpty()) {
            return new OfferedServices(configuration.services());
        }
        ClientJudge judge =
                parts.add(
                        new ClientJudge(
                                configuration.home(), journal, name -> ring.isRevoked(name)));
        ServiceGuards guards = new ServiceGuards(configuration.authentication(), judge, journal);
        return new OfferedServices(configuration.services(), guards::of);
    }

    private Dialler dialler(
            PrivateProxyConfiguration configuration, GatewayIdentity identity, ControlDesk desk) {
        TunnelRuntime runtime = parts.add(TunnelRuntime.start(1));
        Clock judge = new UntrustedAsEpoch(clock);
        IpsecDialler.Inside dial =
                (request, order, reached, way) ->
                        new TunnelDialer(
                                        runtime,
                                        tls(),
                                        configuration.tunnel(),
                                        reached,
                                        desk.in(request::resumableBy),
                                        judge)
                                .dial(order.telling(ring.state(clock).format()), way);
        Optional<Dialler> ipsec =
                configuration.ipsec().map(how -> parts.add(ipsec(how, identity, dial)));
        return (request, order, reached) ->
                switch (request.granted().request().tunnelProtocol()) {
                    case TLS ->
                            dial.dial(
                                    request,
                                    order,
                                    reached,
                                    CompletableFuture.completedStage(order.proxy()));
                    case IPSEC -> ipsec.orElseThrow().dial(request, order, reached);
                };
    }

    private IpsecIdentity ipsecIdentity() {
        HeldKeys keys = ring.now();
        return new IpsecIdentity(keys.tls(), keys.authorities(ring.fleet()).get(0));
    }

    private IpsecDialler ipsec(
            GatewayIpsec how, GatewayIdentity identity, IpsecDialler.Inside inside) {
        Optional<Supplier<IpsecIdentity>> certificate =
                how.byCertificate() ? Optional.of(this::ipsecIdentity) : Optional.empty();
        return new IpsecDialler(
                new IpsecInitiator(how.settings(), identity.gatewayId(), certificate),
                identity.gatewayId(),
                inside);
    }

    /**
     * Opens a private proxy whose clock is the system's, trusted as {@link GatewayClock} says.
     *
     * @throws IOException when another gateway uses this home, or the audit log or the replay state
     *     cannot be used; the message says what to do
     */
    public static PrivateProxy open(
            PrivateProxyConfiguration configuration, GatewayIdentity identity) throws IOException {
        GatewayClock clock =
                GatewayClock.open(configuration.home(), identity, Clock.systemUTC(), () -> true);
        return open(configuration, identity, clock, ClockNews.of(clock));
    }

    /**
     * Opens a private proxy with a clock of the caller's; a {@link GatewayClock} learns from the
     * requests that are authentic.
     *
     * @throws IOException when another gateway uses this home, or the audit log or the replay state
     *     cannot be used; the message says what to do
     */
    public static PrivateProxy open(
            PrivateProxyConfiguration configuration, GatewayIdentity identity, TrustedClock clock)
            throws IOException {
        return open(
                configuration,
                identity,
                clock,
                clock instanceof GatewayClock own ? ClockNews.of(own) : ClockNews.none());
    }

    private static PrivateProxy open(
            PrivateProxyConfiguration configuration,
            GatewayIdentity identity,
            TrustedClock clock,
            ClockNews clockNews)
            throws IOException {
        OpenedParts parts = new OpenedParts();
        try {
            return new PrivateProxy(parts, configuration, identity, clock, clockNews);
        } catch (FileSystemException e) {
            parts.close();
            throw new IOException(
                    "the gateway's home cannot be used: "
                            + HomeFiles.describe(e)
                            + ". Give the gateway a home directory that it can read and write, with"
                            + " free space",
                    e);
        } catch (IOException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /**
     * Takes what a channel brought. When it is accepted, the dial begins without delay on another
     * thread. Returns after the same time whatever the verdict, as far as one depends on keys. May
     * be called from any thread.
     *
     * @param channel by which it came
     * @param octets any octets
     * @param origin from whom, as the channel says, for the audit log alone
     * @return what was decided, for those on this side; nothing of it may be told to the outside
     */
    public Verdict receive(SignalChannel channel, Octets octets, String origin) {
        long acceptedNanos = System.nanoTime();
        Verdict verdict = record(validate(channel, octets), octets, origin);
        if (verdict instanceof Verdict.Accepted granted) {
            clockNews.proved(granted.request().issuedAt());
            used(octets.at(GENERATION));
            links.request(
                    new DialRequest(
                            granted, acceptedNanos, acceptedNanos + left(granted).toNanos()));
        }
        EvenPace.keep(acceptedNanos, verdict);
        return verdict;
    }

    private void used(int generation) {
        try {
            ring.used(generation, clock);
        } catch (IOException e) {
            LOG.warn("That the newer sealing key is in use cannot be kept: {}", e.getMessage());
        }
    }

    private TunnelTls tls() {
        HeldKeys keys = ring.now();
        return new TunnelTls(
                keys.tls().privateKey(), keys.tls().chain(), keys.authorities(ring.fleet()));
    }

    /** As {@link #receive(SignalChannel, Octets, String)}, from nobody in particular. */
    public Verdict receive(SignalChannel channel, Octets octets) {
        return receive(channel, octets, channel.name());
    }

    private Verdict validate(SignalChannel channel, Octets octets) {
        try {
            return validator.validate(channel, octets);
        } catch (RuntimeException e) {
            LOG.error("An access request could not be judged, so it is refused", e);
            return new Verdict.Refused(RefusalReason.MALFORMED, e.getClass().getSimpleName());
        }
    }

    private Verdict record(Verdict verdict, Octets octets, String origin) {
        Verdict recorded = verdict;
        if (verdict instanceof Verdict.Accepted granted) {
            try {
                journal.accepted(granted, origin);
            } catch (IOException e) {
                LOG.error("The audit log cannot be written, so nothing is dialled", e);
                recorded =
                        new Verdict.Refused(
                                RefusalReason.AUDIT_UNAVAILABLE, String.valueOf(e.getMessage()));
            }
        }
        if (recorded instanceof Verdict.Refused refused) {
            journal.refused(refused, origin, octets);
        }
        return recorded;
    }

    /** How long this request may still be dialled. */
    private Duration left(Verdict.Accepted granted) {
        Duration validity = granted.request().validity();
        return clock.now()
                .map(
                        now ->
                                Duration.between(now, granted.request().expiresAt())
                                        .plus(AccessPolicy.DEFAULT_CLOCK_TOLERANCE))
                .filter(left -> left.compareTo(validity) < 0)
                .orElse(validity);
    }

    /** What it has done and is doing. */
    public PrivateProxyStatus status() {
        return journal.status(links.status());
    }

    /** Ends all tunnels and leaves nothing running; within ten seconds. */
    @Override
    public void close() {
        parts.close();
    }
}
