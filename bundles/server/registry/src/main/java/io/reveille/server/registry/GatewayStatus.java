/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

/** Where a gateway stands in its life. */
public enum GatewayStatus {
    /** Known by name, an enrolment code was offered, but no keys yet. It can't be woken. */
    PENDING,
    /** Enrolled: it has keys, services and a certificate. */
    ACTIVE,
    /**
     * Shut out: its certificate opens no tunnel and it is never woken. A new enrolment undoes it.
     */
    REVOKED
}
