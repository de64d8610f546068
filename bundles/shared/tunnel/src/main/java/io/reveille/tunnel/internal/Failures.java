/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import java.util.Optional;

/** What exceptions say, for people. */
final class Failures {

    private static final int LONGEST = 200;
    private static final int DEEPEST = 10;

    private Failures() {}

    /** The innermost message, on one line. */
    static String describe(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < DEEPEST && cause.getCause() != null; i++) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        String text =
                message == null
                        ? cause.getClass().getSimpleName()
                        : message.replaceAll("[^ -~]+", " ").strip();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** The first failure of a kind among this one and its causes. */
    static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
        Throwable cause = failure;
        for (int i = 0; i < DEEPEST && cause != null; i++) {
            if (kind.isInstance(cause)) {
                return Optional.of(kind.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
