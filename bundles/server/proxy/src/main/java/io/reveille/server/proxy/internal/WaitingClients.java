/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.reveille.crypto.Octets;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.proxy.internal.wake.Waiters;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.SignalBudget;
import java.time.Duration;
import java.util.Optional;

/** The clients of one {@link Wakeup}, for those who send its signals. */
record WaitingClients(
        Rendezvous rendezvous, Gateway gateway, Wakeup wakeup, AccessRequests requests)
        implements Waiters {
    @Override
    public Optional<String> source() {
        return rendezvous.first(gateway.id(), wakeup).map(ServiceCall::source);
    }

    @Override
    public Octets seal(SignalChannel channel, Duration validity) {
        int localPort =
                rendezvous
                        .first(gateway.id(), wakeup)
                        .orElseThrow(() -> new IllegalStateException("no one waits any more"))
                        .service()
                        .localPort();
        Octets sealed = requests.seal(gateway, localPort, channel, validity);
        if (!rendezvous.isGoingOn(gateway.id(), wakeup)) {
            throw new IllegalStateException("no one waits any more");
        }
        return sealed;
    }

    @Override
    public void told(String detail) {
        rendezvous.signalled(wakeup, detail);
    }

    @Override
    public void over(Outcome outcome, String reason) {
        rendezvous.end(gateway.id(), wakeup, outcome, reason);
    }

    @Override
    public void over(SignalBudget.Refusal refusal) {
        rendezvous.end(gateway.id(), wakeup, new UnservedException(refusal));
    }
}
