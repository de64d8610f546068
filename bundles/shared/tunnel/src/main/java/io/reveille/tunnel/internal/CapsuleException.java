/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

/** Octets are no capsules, or not such as this end takes. */
final class CapsuleException extends Exception {
    private static final long serialVersionUID = 1L;

    CapsuleException(String message) {
        super(message, null, false, false);
    }
}
