/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli;

/** A command failed (exit 1); the message is the one line for the person, and says what to do. */
public final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailedException(String message) {
        super(message);
    }

    public CommandFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
