/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.mail;

/** The mail server cannot do what the test wants; the message says why. */
public final class MailHostException extends RuntimeException {
    MailHostException(String message, Throwable cause) {
        super(message, cause);
    }

    MailHostException(String message) {
        super(message);
    }
}
