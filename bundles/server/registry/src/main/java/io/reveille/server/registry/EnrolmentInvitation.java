/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.util.Optional;

/**
 * A gateway that shall join.
 *
 * @param msisdn its phone number in international form; replaces the known one, if given
 * @param email the mailbox that it reads; replaces the known one, if given
 */
public record EnrolmentInvitation(
        String gatewayId, Optional<String> msisdn, Optional<String> email) {
    /**
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public EnrolmentInvitation {
        Gateway.requireId(gatewayId);
        new GatewayReach(msisdn, email, Optional.empty());
    }
}
