/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

/** The lab could not do what it was told; the message says what failed and where to look. */
public final class LabException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LabException(String message) {
        super(message);
    }

    LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
