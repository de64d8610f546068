/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

/** What a user may do besides reaching services; each may do what those before it may. */
public enum ClientRole {
    /** Reaches services. */
    CLIENT,
    /** Also sees how devices and sessions are, wakes devices and opens services for addresses. */
    OPERATOR,
    /** Also does everything else by the API. */
    ADMIN
}
