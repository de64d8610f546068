/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt.internal;

import java.io.IOException;

/** A connection that did not come up, or went down; the message says why, for people. */
public final class WireException extends IOException {
    private static final long serialVersionUID = 1;

    /** What kind of end it was. */
    public enum Kind {
        /** The broker does not know this version of MQTT. */
        UNSUPPORTED_VERSION,
        /** The broker refused. */
        REFUSED,
        /** Another client has connected with the same id. */
        TAKEN_OVER,
        /** The connection is gone. */
        LOST
    }

    private final Kind kind;

    public WireException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
