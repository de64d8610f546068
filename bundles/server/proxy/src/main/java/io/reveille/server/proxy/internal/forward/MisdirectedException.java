/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

/** A client that has been let in cannot go where it wants to go. */
final class MisdirectedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean forbidden;

    /**
     * @param forbidden whether there may be such a place, but not for this client
     * @param reason for people
     */
    MisdirectedException(boolean forbidden, String reason) {
        super(reason, null, false, false);
        this.forbidden = forbidden;
    }

    boolean isForbidden() {
        return forbidden;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
