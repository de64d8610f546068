/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

/** Enrolment is refused. The message is for the server's log only, never for the other side. */
public final class EnrolmentRefusedException extends Exception {
    public EnrolmentRefusedException(String reason) {
        super(reason);
    }
}
