/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.Octets;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides about access requests as they come in, by checks in one fixed order, the cheapest first:
 * length, magic, version, suite, key ids; rate; opening; recipient; counter; expiry; tunnel
 * protocol, proxy address, service port. Thread-safe when its parts are.
 *
 * <p>A counter is used up once its request has passed the check of the counter, even when a later
 * check refuses the request: a request that was held back until it expired stays refused after the
 * clock is lost.
 */
public final class AccessValidator {

    private final Supplier<OpeningKeys> keys;
    private final ServedRecipients recipients;
    private final RateLimit rateLimit;
    private final ReplayStore replays;
    private final TrustedClock clock;
    private final Supplier<AccessPolicy> policy;

    /**
     * @param keys the keys as they are at each request
     * @param recipients whom this gateway answers for
     * @param rateLimit bounds how often a request is opened
     * @param replays remembers the counters
     * @param clock the time, where it is trusted
     * @param policy what a request may ask
     */
    public AccessValidator(
            Supplier<OpeningKeys> keys,
            ServedRecipients recipients,
            RateLimit rateLimit,
            ReplayStore replays,
            TrustedClock clock,
            AccessPolicy policy) {
        this(keys, recipients, rateLimit, replays, clock, () -> policy);
    }

    /** With what a request may ask as it is at each request. */
    public AccessValidator(
            Supplier<OpeningKeys> keys,
            ServedRecipients recipients,
            RateLimit rateLimit,
            ReplayStore replays,
            TrustedClock clock,
            Supplier<AccessPolicy> policy) {
        this.keys = keys;
        this.recipients = recipients;
        this.rateLimit = rateLimit;
        this.replays = replays;
        this.clock = clock;
        this.policy = policy;
    }

    /**
     * Decides about one message.
     *
     * @param channel on which it came
     * @param octets as received: any octets
     */
    public Verdict validate(SignalChannel channel, Octets octets) {
        try {
            AccessPolicy allowed = policy.get();
            AccessRequestOpener.Envelope envelope =
                    new AccessRequestOpener(keys.get()).examine(octets);
            require(allowed.suites().contains(envelope.suite()), RefusalReason.UNSUPPORTED_SUITE);
            require(rateLimit.admits(channel), RefusalReason.RATE_LIMITED);
            OpenedRequest opened = envelope.open(channel, recipients.on(channel));
            AccessRequest request = opened.request();
            require(isNew(opened), RefusalReason.REPLAYED);
            require(!isExpired(request, allowed), RefusalReason.EXPIRED);
            require(
                    allowed.tunnelProtocols().contains(request.tunnelProtocol()),
                    RefusalReason.PROTOCOL_NOT_ALLOWED);
            require(
                    request.proxy().endpoints().stream()
                            .allMatch(end -> allowed.proxies().test(end.getAddress())),
                    RefusalReason.PROXY_NOT_ALLOWED);
            require(
                    request.servicePort() == 0
                            || allowed.servicePorts().test(request.servicePort()),
                    RefusalReason.SERVICE_NOT_OFFERED);
            return new Verdict.Accepted(
                    request, opened.sessionId(), opened.token(), opened.senderKeyId());
        } catch (AccessRefusedException refused) {
            return new Verdict.Refused(refused.reason(), refused.detail());
        }
    }

    private static void require(boolean holds, RefusalReason otherwise)
            throws AccessRefusedException {
        if (!holds) {
            throw new AccessRefusedException(otherwise);
        }
    }

    private boolean isNew(OpenedRequest opened) throws AccessRefusedException {
        try {
            return replays.accept(opened.series(), opened.request().counter());
        } catch (IOException unavailable) {
            throw new AccessRefusedException(
                    RefusalReason.REPLAY_STATE_UNAVAILABLE,
                    String.valueOf(unavailable.getMessage()));
        }
    }

    private boolean isExpired(AccessRequest request, AccessPolicy allowed) {
        Optional<Instant> now = clock.now();
        return now.isPresent()
                && now.get().isAfter(request.expiresAt().plus(allowed.clockTolerance()));
    }
}
