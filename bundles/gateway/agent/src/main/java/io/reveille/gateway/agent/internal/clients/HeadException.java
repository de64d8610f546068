/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.clients;

/** What came is no HTTP/1.1 request that may pass; its status says in which way. */
final class HeadException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    HeadException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
