/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

/**
 * A stream came to nothing because its tunnel went away, before the gateway answered. Another
 * tunnel may serve the client.
 */
public final class TunnelLostException extends Exception {

    private static final long serialVersionUID = 1L;

    public TunnelLostException(String message) {
        super(message);
    }
}
