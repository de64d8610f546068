/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.enrolment;

import io.reveille.gateway.agent.EnrolmentException;
import io.reveille.gateway.agent.EnrolmentException.Kind;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.gateway.agent.OfferedService;
import io.reveille.gateway.agent.internal.HomeFiles;
import io.reveille.gateway.agent.internal.identity.MembershipJson;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;

/** A claim and its answer as files; see {@link io.reveille.gateway.agent.OfflineEnrolment}. */
public final class CarriedClaim {
    private static final String IN_PLACE_OF_A_CODE = "offline";

    private CarriedClaim() {}

    public static String request(List<OfferedService> services, Path home)
            throws EnrolmentException {
        try {
            return ClaimJson.of(PendingKeys.forCode(home, IN_PLACE_OF_A_CODE), services) + "\n";
        } catch (IOException e) {
            throw storage(home, e);
        }
    }

    public static GatewayIdentity accept(String answer, Path home) throws EnrolmentException {
        try {
            PendingKeys keys = PendingKeys.forCode(home, IN_PLACE_OF_A_CODE);
            MembershipJson given = MembershipJson.read(MembershipJson.parse(answer));
            GatewayIdentity identity = ClaimJson.identity(given, given.fleet().fleetCa(), keys);
            identity.store(home);
            keys.delete();
            return identity;
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new EnrolmentException(
                    Kind.BAD_ANSWER,
                    "the answer cannot be used: "
                            + e.getMessage()
                            + ". It must be the server's to the last request of this gateway",
                    e);
        } catch (IOException e) {
            throw storage(home, e);
        }
    }

    private static EnrolmentException storage(Path home, IOException e) {
        return new EnrolmentException(
                Kind.STORAGE,
                "keys cannot be kept in "
                        + home.resolve("keys")
                        + ": "
                        + HomeFiles.describe(e)
                        + ". Make the directory writable for the gateway's user, with free space",
                e);
    }
}
