/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

/** A signed token, or a set of keys, is not as it must be; the message says why, for the audit. */
final class JwtException extends Exception {
    private static final long serialVersionUID = 1L;

    JwtException(String message) {
        super(message);
    }

    JwtException(String message, Throwable cause) {
        super(message, cause);
    }
}
