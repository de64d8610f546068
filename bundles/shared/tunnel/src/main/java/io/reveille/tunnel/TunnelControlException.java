/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

/** A question to the gateway itself had no answer; the message says why. */
public final class TunnelControlException extends Exception {
    private static final long serialVersionUID = 1L;

    public TunnelControlException(String message) {
        super(message);
    }
}
