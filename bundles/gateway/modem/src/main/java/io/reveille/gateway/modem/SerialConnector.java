/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import java.io.IOException;

/**
 * Opens the line to one modem, as often as needed: a port that went away may come back.
 *
 * @see SerialAddress#connector()
 * @see CommConnector
 */
public interface SerialConnector {

    /** Where the modem is, as a person would write it in the configuration. */
    String address();

    /**
     * Opens the line.
     *
     * @throws IOException when it can't be opened now; the message says which port, why, and what
     *     to do
     */
    SerialConnection open() throws IOException;
}
