/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal;

import io.reveille.gateway.agent.AddressRange;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.gateway.agent.PrivateProxyConfiguration;
import io.reveille.gateway.agent.internal.dial.OfferedServices;
import io.reveille.gateway.agent.internal.keys.HeldKeys;
import io.reveille.gateway.agent.internal.keys.KeyRing;
import io.reveille.protocol.AccessPolicy;
import io.reveille.protocol.AccessValidator;
import io.reveille.protocol.LongRecipient;
import io.reveille.protocol.RateLimit;
import io.reveille.protocol.Recipient;
import io.reveille.protocol.ReplayStore;
import io.reveille.protocol.ServedRecipients;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.TrustedClock;
import java.util.ArrayList;
import java.util.List;

/** From who the gateway is and how it is configured to what an access request may ask of it. */
public final class AccessRules {
    private AccessRules() {}

    /** What decides about requests to this gateway. */
    public static AccessValidator validator(
            PrivateProxyConfiguration configuration,
            GatewayIdentity identity,
            KeyRing ring,
            OfferedServices services,
            RateLimit opens,
            ReplayStore replays,
            TrustedClock clock) {
        return new AccessValidator(
                ring::opening,
                recipients(configuration, identity),
                opens,
                replays,
                clock,
                () -> policy(configuration, ring, services));
    }

    private static AccessPolicy policy(
            PrivateProxyConfiguration configuration, KeyRing ring, OfferedServices services) {
        HeldKeys keys = ring.now();
        List<AddressRange> proxies =
                configuration
                        .proxiesAllowed()
                        .orElseGet(
                                () ->
                                        keys.proxies(ring.fleet()).stream()
                                                .map(AddressRange::of)
                                                .toList());
        return new AccessPolicy(
                keys.suites(),
                configuration.protocols(),
                address -> proxies.stream().anyMatch(range -> range.contains(address)),
                services::offersPort,
                AccessPolicy.DEFAULT_CLOCK_TOLERANCE);
    }

    /** The own number where a channel has numbers, and the gateway's id on every channel. */
    private static ServedRecipients recipients(
            PrivateProxyConfiguration configuration, GatewayIdentity identity) {
        List<Recipient> byId = List.of(new LongRecipient(identity.gatewayId()));
        List<Recipient> byNumber = new ArrayList<>();
        configuration.msisdn().or(() -> identity.fleet().msisdn()).ifPresent(byNumber::add);
        byNumber.addAll(byId);
        return channel -> channel == SignalChannel.SMS ? byNumber : byId;
    }
}
