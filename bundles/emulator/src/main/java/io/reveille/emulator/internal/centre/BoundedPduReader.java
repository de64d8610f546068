/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import java.io.DataInputStream;
import java.io.IOException;
import org.jsmpp.DefaultPDUReader;
import org.jsmpp.InvalidCommandLengthException;
import org.jsmpp.bean.Command;

/** Reads SMPP PDUs, none longer than one with a full message_payload. */
final class BoundedPduReader extends DefaultPDUReader {
    private static final int LONGEST = 70_000;

    @Override
    public Command readPDUHeader(DataInputStream in)
            throws InvalidCommandLengthException, IOException {
        Command header = super.readPDUHeader(in);
        if (header.getCommandLength() > LONGEST) {
            throw new IOException("a PDU of " + header.getCommandLength() + " octets is too long");
        }
        return header;
    }
}
