/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.dial;

import io.reveille.gateway.agent.PrivateProxyStatus.Link;
import io.reveille.gateway.agent.PrivateProxyStatus.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway's tunnels: at most one to each proxy, and to so many proxies at most. */
public final class ProxyLinks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyLinks.class);
    private static final int MAX_PROXIES = 16;
    private static final Duration END = Duration.ofSeconds(2);

    private final LinkContext context;
    private final AgentThread agent = new AgentThread();
    private final List<ProxyLink> links = new CopyOnWriteArrayList<>();

    public ProxyLinks(LinkContext context) {
        this.context = context;
    }

    /** Has a granted request dialled, unless a tunnel serves it already. */
    public void request(DialRequest request) {
        agent.run(() -> onAgent(request));
    }

    private void onAgent(DialRequest request) {
        links.removeIf(ProxyLink::isIdle);
        ProxyLink known =
                links.stream()
                        .filter(link -> link.leadsTo(request.granted().request().proxy()))
                        .findFirst()
                        .orElse(null);
        if (known != null) {
            known.request(request);
        } else if (links.size() < MAX_PROXIES) {
            ProxyLink link = new ProxyLink(request.granted().request().proxy(), context, agent);
            links.add(link);
            link.request(request);
        } else {
            context.events().abandoned(request, "tunnels to too many proxies");
        }
    }

    /** What there is now; may be called on any thread. */
    public List<Link> status() {
        return links.stream()
                .map(ProxyLink::status)
                .filter(link -> link.state() != State.WAITING || link.waiting() > 0)
                .toList();
    }

    /** Ends all tunnels; within a few seconds. */
    @Override
    public void close() {
        CompletableFuture<Void> ended =
                CompletableFuture.completedFuture(this)
                        .thenComposeAsync(ProxyLinks::closeLinks, agent::run);
        try {
            ended.get(END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("Some tunnels did not end in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        agent.close();
    }

    private CompletableFuture<Void> closeLinks() {
        return CompletableFuture.allOf(
                links.stream().map(ProxyLink::close).toArray(CompletableFuture<?>[]::new));
    }
}
