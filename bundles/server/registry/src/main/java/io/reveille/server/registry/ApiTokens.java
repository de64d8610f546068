/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.crypto.Secret;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The tokens by which programs act for users. */
@ProviderType
public interface ApiTokens {
    /** How long a token lasts at most. */
    Duration LONGEST = Duration.ofDays(3660);

    /**
     * A token that was just made.
     *
     * @param text {@code rvl_ID_…}, which is shown once and not kept
     */
    record Issued(ApiToken token, Secret text) {}

    /**
     * Makes a token of 256 random bits.
     *
     * @param note what it is for, for people; at most 100 characters
     * @param validity up to {@link #LONGEST}
     * @throws NoSuchElementException if there is no such user
     * @throws IllegalArgumentException if note or time are not in range
     * @throws IllegalStateException if the user is revoked or has too many tokens
     */
    Issued issue(String user, ClientReach scope, Duration validity, String note);

    /** The tokens that have not expired, by user and age; of one user, if given. */
    List<ApiToken> tokens(Optional<String> user);

    /**
     * Ends a token at once.
     *
     * @return what it was, if there was one of that id
     */
    Optional<ApiToken> revoke(String id);
}
