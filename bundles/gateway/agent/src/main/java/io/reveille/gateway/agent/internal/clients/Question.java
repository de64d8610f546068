/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.clients;

import java.util.Optional;

/**
 * Whether a client may come through.
 *
 * @param service which service
 * @param method of the request, as Digest covers it
 * @param target of the request, as Digest covers it
 * @param credentials what it gave, at most one; not in {@link #toString}
 * @param client where it comes from, as the proxy says
 */
record Question(
        String service, String method, String target, Optional<String> credentials, String client) {
    @Override
    public String toString() {
        return "Question[" + method + " to " + service + " by " + client + "]";
    }
}
