/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

/** What a user may do besides reaching services; each may do what those before it may. */
public enum ClientRole {
    /** Reaches services. */
    CLIENT,
    /** Also sees what the server's API shows, and opens services for other addresses. */
    OPERATOR,
    /** Also does everything else by the API. */
    ADMIN
}
