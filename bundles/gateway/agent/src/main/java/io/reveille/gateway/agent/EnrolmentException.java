/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

/** An enrolment that gave no identity; the message says what was wrong and what to do. */
public final class EnrolmentException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Kinds of failure. */
    public enum Kind {
        /** The address or the code is not one; asking again cannot help. */
        BAD_INPUT(false),
        /** No connection, or no answer in time: nothing is known to be wrong. Try again. */
        UNREACHABLE(true),
        /** Who answered is not the server of the fleet that the code names. */
        UNTRUSTED_SERVER(false),
        /** The server did not accept the code. */
        REFUSED(false),
        /** The server's answer cannot be used. */
        BAD_ANSWER(false),
        /** Keys could not be written to the home directory. */
        STORAGE(true);

        private final boolean worthRetrying;

        Kind(boolean worthRetrying) {
            this.worthRetrying = worthRetrying;
        }
    }

    private final Kind kind;

    /** A failure with what it was, in words for people. */
    public EnrolmentException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** A failure with what it was, in words for people, and what was seen. */
    public EnrolmentException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What kind of failure it was. */
    public Kind kind() {
        return kind;
    }

    /** Whether the same enrolment may succeed later without anyone doing anything. */
    public boolean worthRetrying() {
        return kind.worthRetrying;
    }
}
