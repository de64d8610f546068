/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.http;

/** What was received is no HTTP message that can be passed on safely. */
public final class BadMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** To be answered with 400. */
    public BadMessageException(String reason) {
        this(400, reason);
    }

    /** To be answered with that status. */
    public BadMessageException(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    /** How a server answers to it: 400, 417, 431 or 501. */
    public int status() {
        return status;
    }

    /** For people: what is wrong. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
