/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol.internal;

/**
 * Octets that are no access request: which field, where, and why. The message has no content of the
 * request.
 */
public final class DecodeException extends Exception {

    private static final long serialVersionUID = 1L;

    DecodeException(String field, int offset, String reason) {
        super(field + " at octet " + offset + ": " + reason, null, false, false);
    }
}
