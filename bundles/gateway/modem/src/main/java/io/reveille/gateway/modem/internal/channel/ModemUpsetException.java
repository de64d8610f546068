/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.channel;

/** The modem can't go on as it was: it restarted, or the line is gone. */
public final class ModemUpsetException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean lineGone;

    /**
     * What happened, and whether the line has to be opened again, rather than the modem set up
     * again.
     */
    public ModemUpsetException(String message, boolean lineGone) {
        super(message);
        this.lineGone = lineGone;
    }

    /** Whether the line has to be opened again. */
    public boolean isLineGone() {
        return lineGone;
    }
}
