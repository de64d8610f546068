/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

/** A dial that gave no tunnel. */
public final class TunnelDialException extends Exception {

    private static final long serialVersionUID = 1L;

    /** How far the dial came. */
    public enum Stage {
        /** No TCP connection. */
        CONNECT,
        /** No TLS 1.3 session, or not with the right proxy. */
        HANDSHAKE,
        /** The proxy did not accept the session and its token, or hung up instead. */
        UPGRADE
    }

    private final Stage stage;

    public TunnelDialException(Stage stage, String message, Throwable cause) {
        super(message, cause);
        this.stage = stage;
    }

    public TunnelDialException(Stage stage, String message) {
        super(message);
        this.stage = stage;
    }

    public Stage stage() {
        return stage;
    }
}
