/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

/** A message was refused for good: the same one would be refused again. */
public final class SmsRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param reason for people: by whom and why
     */
    public SmsRefusedException(String reason) {
        super(reason);
    }
}
