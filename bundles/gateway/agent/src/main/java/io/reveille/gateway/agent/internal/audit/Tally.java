/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.audit;

import io.reveille.gateway.agent.PrivateProxyStatus;
import io.reveille.gateway.agent.PrivateProxyStatus.LastRequest;
import io.reveille.gateway.agent.PrivateProxyStatus.Link;
import io.reveille.protocol.RefusalReason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts for the status. */
final class Tally {
    private final Map<RefusalReason, Long> refusals = new EnumMap<>(RefusalReason.class);
    private Optional<LastRequest> last = Optional.empty();
    private long accepted;
    private long merged;
    private long dials;
    private long dialFailures;

    synchronized void accepted(LastRequest request) {
        accepted++;
        last = Optional.of(request);
    }

    synchronized void refused(LastRequest request, RefusalReason reason) {
        refusals.merge(reason, 1L, Long::sum);
        last = Optional.of(request);
    }

    synchronized void merged() {
        merged++;
    }

    synchronized void dialled() {
        dials++;
    }

    synchronized void dialFailed() {
        dialFailures++;
    }

    synchronized PrivateProxyStatus status(List<Link> links) {
        return new PrivateProxyStatus(accepted, refusals, merged, dials, dialFailures, last, links);
    }
}
