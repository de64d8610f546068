/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** How gateways come into the fleet: by a code that works once and not for long. */
@ProviderType
public interface Enrolments {
    /**
     * Offers enrolment to a gateway, new or known; an earlier open code of it becomes void. The
     * code is told here and never again, the store has only its hash.
     *
     * @param msisdn replaces the known number, if given
     * @param validity 1 minute to 30 days
     * @throws IllegalArgumentException if an argument is out of its range
     * @throws IllegalStateException if the enrolment endpoint is not up
     */
    EnrolmentOffer offer(String gatewayId, Optional<String> msisdn, Duration validity);

    /**
     * Takes a gateway in. The code is used up by it, but for a repetition with the same keys until
     * it expires, should the answer be lost; after five failed claims it is void as well.
     *
     * @throws EnrolmentRefusedException whatever the reason: unknown, used or expired code, a
     *     malformed certificate request, no free ports
     */
    EnrolmentGrant redeem(EnrolmentClaim claim) throws EnrolmentRefusedException;

    /**
     * Offers enrolment to many gateways, to all or to none of them.
     *
     * @param invitations no gateway twice
     * @param validity 1 minute to 30 days
     * @return the offers, in the same order
     * @throws IllegalArgumentException if an argument is out of its range
     * @throws IllegalStateException if the enrolment endpoint is not up
     */
    List<EnrolmentOffer> offerAll(List<EnrolmentInvitation> invitations, Duration validity);

    /**
     * Takes a gateway in whose claim came on paper or on a stick: the one who brings it vouches for
     * it, so that no code is needed.
     *
     * @param claim its code is not looked at
     * @throws EnrolmentRefusedException if the claim can't be granted
     */
    EnrolmentGrant admit(EnrolmentInvitation invitation, EnrolmentClaim claim)
            throws EnrolmentRefusedException;
}
