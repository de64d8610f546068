/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.control;

/** A gateway did not do what it was asked; the message is its reason. */
public final class GatewaySaidNoException extends Exception {
    private static final long serialVersionUID = 1L;

    public GatewaySaidNoException(String reason) {
        super(reason);
    }
}
