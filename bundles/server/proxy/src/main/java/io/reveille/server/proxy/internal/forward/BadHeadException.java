/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

/** A request that is not what this entry takes, whoever sends it. */
final class BadHeadException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    BadHeadException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
