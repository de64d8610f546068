/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.audit;

import io.reveille.crypto.Octets;
import io.reveille.gateway.agent.AuditLog;
import io.reveille.gateway.agent.PrivateProxyStatus;
import io.reveille.gateway.agent.PrivateProxyStatus.LastRequest;
import io.reveille.gateway.agent.PrivateProxyStatus.Link;
import io.reveille.gateway.agent.internal.HostPort;
import io.reveille.gateway.agent.internal.clients.ClientEvents;
import io.reveille.gateway.agent.internal.dial.DialRequest;
import io.reveille.gateway.agent.internal.dial.LinkEvents;
import io.reveille.protocol.AccessRequest;
import io.reveille.protocol.Verdict;
import io.reveille.tunnel.TunnelEnd;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what happens into the audit log, counts it for the status, and tells the logger. */
public final class Journal implements LinkEvents, ClientEvents, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final AuditLog log;
    private final Clock clock;
    private final Tally tally = new Tally();
    private final RefusedLines refusedLines = new RefusedLines();
    private final ClientLines clientLines = new ClientLines();
    private volatile boolean started;

    public Journal(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /** The gateway begins to take requests. */
    public void started(String gatewayId) {
        started = true;
        write("started", Map.of("gateway", gatewayId));
    }

    /**
     * A granted request; on the disk when this returns.
     *
     * @throws IOException when it is not: then it must not be acted on
     */
    public void accepted(Verdict.Accepted verdict, String origin) throws IOException {
        uncounted();
        AccessRequest request = verdict.request();
        Map<String, String> line = new LinkedHashMap<>();
        line.put("session", verdict.sessionId().base64());
        line.put("origin", origin);
        line.put("recipient", request.recipient().toString());
        line.put("senderKey", String.valueOf(verdict.senderKeyId()));
        line.put("counter", String.valueOf(request.counter()));
        line.put("issued", request.issuedAt().toString());
        line.put("validity", request.validity().toSeconds() + " s");
        line.put("protocol", request.tunnelProtocol().name());
        line.put("proxy", request.proxy().toString());
        line.put("servicePort", String.valueOf(request.servicePort()));
        long number = log.appendDurably("accepted", line).number();
        tally.accepted(new LastRequest(clock.instant(), origin, "accepted"));
        LOG.info(
                "Access request accepted: proxy {}, port {} (audit line {})",
                request.proxy(),
                request.servicePort(),
                number);
    }

    /** Something of the keys has changed, or was not changed. */
    public void keys(String event, Map<String, String> details) {
        write(event, details);
    }

    @Override
    public void client(String service, String client, String name, String problem) {
        Optional<Map<String, String>> line = clientLines.line(service, client, name, problem);
        line.ifPresent(
                details -> write(problem.isEmpty() ? "client-in" : "client-refused", details));
    }

    /** A refused request, whatever the octets were. */
    public void refused(Verdict.Refused verdict, String origin, Octets octets) {
        tally.refused(
                new LastRequest(clock.instant(), origin, verdict.reason().name()),
                verdict.reason());
        LOG.debug("Access request refused: {} {}", verdict.reason(), verdict.detail());
        if (!refusedLines.admits(verdict.reason())) {
            return;
        }
        uncounted();
        Map<String, String> line = new LinkedHashMap<>();
        line.put("reason", verdict.reason().name());
        line.put("meaning", verdict.reason().description());
        if (!verdict.detail().isEmpty()) {
            line.put("detail", verdict.detail());
        }
        line.put("origin", origin);
        line.put("length", String.valueOf(octets.length()));
        line.put("begins", octets.slice(0, Math.min(octets.length(), 8)).hex());
        write("refused", line);
    }

    @Override
    public void merged(DialRequest request) {
        tally.merged();
        write("merged", Map.of("session", request.session()));
    }

    @Override
    public void abandoned(DialRequest request, String why) {
        LOG.warn("No tunnel to {}: {}", request.granted().request().proxy(), why);
        write("abandoned", details(request, "why", why));
    }

    @Override
    public void dialling(DialRequest request, InetSocketAddress proxy) {
        tally.dialled();
        write(
                request.isAgain() ? "dialling-again" : "dialling",
                details(request, "proxy", HostPort.text(proxy)));
    }

    @Override
    public void dialFailed(DialRequest request, InetSocketAddress proxy, String why) {
        tally.dialFailed();
        LOG.info("Dialling {} failed: {}", HostPort.text(proxy), why);
        write("dial-failed", details(request, "proxy", HostPort.text(proxy), "why", why));
    }

    @Override
    public void up(DialRequest request, InetSocketAddress proxy) {
        LOG.info("Tunnel to {} is up", HostPort.text(proxy));
        write("tunnel-up", details(request, "proxy", HostPort.text(proxy)));
    }

    @Override
    public void ended(
            DialRequest request,
            InetSocketAddress proxy,
            TunnelEnd end,
            Duration lasted,
            Traffic traffic) {
        LOG.info("Tunnel to {} ended: {} ({})", HostPort.text(proxy), end.reason(), end.detail());
        Map<String, String> line = details(request, "proxy", HostPort.text(proxy));
        line.put("reason", end.reason().name());
        line.put("detail", end.detail());
        line.put("lasted", lasted.toSeconds() + " s");
        line.put("octetsUp", String.valueOf(traffic.octetsUp()));
        line.put("octetsDown", String.valueOf(traffic.octetsDown()));
        line.put("services", traffic.services());
        write("tunnel-ended", line);
    }

    /** The counts, with what there is now. */
    public PrivateProxyStatus status(List<Link> links) {
        return tally.status(links);
    }

    private static Map<String, String> details(DialRequest request, String... keysAndValues) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("session", request.session());
        for (int i = 0; i < keysAndValues.length; i += 2) {
            line.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return line;
    }

    private void uncounted() {
        Map<String, String> counts = refusedLines.drain();
        if (!counts.isEmpty()) {
            write("refused-more", counts);
        }
    }

    private void write(String event, Map<String, String> details) {
        try {
            log.append(event, details);
        } catch (IOException e) {
            LOG.error("The audit log cannot be written, \"{}\" is lost: {}", event, e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        uncounted();
        if (started) {
            write("stopped", Map.of());
        }
        log.close();
    }
}
