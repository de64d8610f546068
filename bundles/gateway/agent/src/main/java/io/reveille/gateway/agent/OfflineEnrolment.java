/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import io.reveille.gateway.agent.EnrolmentException.Kind;
import io.reveille.gateway.agent.internal.enrolment.CarriedClaim;
import java.nio.file.Path;
import java.util.List;

/**
 * Enrolment of a gateway without a network, by two files that someone carries: its request, and the
 * fleet's answer. Who brings the answer vouches for the fleet; {@link GatewayIdentity#fleet()} has
 * the certificate whose fingerprint can be compared with what the server showed.
 */
public final class OfflineEnrolment {
    private OfflineEnrolment() {}

    /**
     * The request. It has nothing secret; the keys are kept in {@code HOME/keys}, and asking again
     * gives the same.
     *
     * @throws EnrolmentException of {@link Kind#STORAGE} when they can't be kept
     */
    public static String request(List<OfferedService> services, Path home)
            throws EnrolmentException {
        return CarriedClaim.request(services, home);
    }

    /**
     * Takes the answer to the last request, and keeps the identity in {@code HOME/keys}.
     *
     * @throws EnrolmentException of {@link Kind#BAD_ANSWER} when it answers another request or is
     *     damaged, of {@link Kind#STORAGE} when it can't be kept
     */
    public static GatewayIdentity accept(String answer, Path home) throws EnrolmentException {
        return CarriedClaim.accept(answer, home);
    }
}
