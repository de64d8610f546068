/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import java.security.GeneralSecurityException;

/**
 * Somebody gave a key, certificate or request for one that is malformed, not allowed or not proved.
 */
public final class KeyMaterialException extends GeneralSecurityException {

    private static final long serialVersionUID = 1L;

    /** What was wrong, in words for people; nothing secret. */
    public KeyMaterialException(String message) {
        super(message);
    }

    /** What was wrong, in words for people, and what found it. */
    public KeyMaterialException(String message, Throwable cause) {
        super(message, cause);
    }
}
