/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.clients;

import java.util.List;

/** What becomes of a {@link Question}. */
sealed interface Decision {

    /** It may. */
    record Admitted(String name) implements Decision {}

    /**
     * It has not said who it is, or not rightly.
     *
     * @param challenges what it may answer to, a field each
     */
    record Challenged(List<String> challenges) implements Decision {}

    /** It tries too often; whether this try was right is not looked at. */
    record TooMany() implements Decision {}
}
