/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal;

import io.reveille.gateway.agent.GatewayClock;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** What is learnt about the time, for a clock that wants to know. */
public interface ClockNews {
    /** An authentic request was issued then. */
    void proved(Instant time);

    /** The proxy told this time; whether it is believed. */
    boolean told(Instant time);

    /** This is the gateway's certificate now. */
    void certified(X509Certificate certificate);

    /** For the gateway's own clock. */
    static ClockNews of(GatewayClock clock) {
        return new ClockNews() {
            @Override
            public void proved(Instant time) {
                clock.proved(time);
            }

            @Override
            public boolean told(Instant time) {
                return clock.told(time);
            }

            @Override
            public void certified(X509Certificate certificate) {
                clock.certifiedUntil(certificate.getNotAfter().toInstant());
            }
        };
    }

    /** For a clock that learns nothing. */
    static ClockNews none() {
        return new ClockNews() {
            @Override
            public void proved(Instant time) {}

            @Override
            public boolean told(Instant time) {
                return false;
            }

            @Override
            public void certified(X509Certificate certificate) {}
        };
    }
}
