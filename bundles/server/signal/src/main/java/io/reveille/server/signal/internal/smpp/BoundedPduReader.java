/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import java.io.DataInputStream;
import java.io.IOException;
import org.jsmpp.DefaultPDUReader;
import org.jsmpp.InvalidCommandLengthException;
import org.jsmpp.PDUReader;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;

/**
 * Reads no PDU that is larger than any that makes sense: 64 KiB of payload and its parameters. It
 * also notes how a bind was refused, since a centre that hangs up right after that is quicker than
 * the library.
 */
final class BoundedPduReader implements PDUReader {
    static final int MAX_LENGTH = 70_000;

    private final PDUReader reader = new DefaultPDUReader();
    private volatile int refusal;

    /** The status that the bind was refused with; 0 when it was not. */
    int refusal() {
        return refusal;
    }

    @Override
    public Command readPDUHeader(DataInputStream in)
            throws InvalidCommandLengthException, IOException {
        Command header = reader.readPDUHeader(in);
        if (header.getCommandLength() > MAX_LENGTH) {
            throw new IOException(
                    "the service centre sends a PDU of "
                            + header.getCommandLength()
                            + " octets; at most "
                            + MAX_LENGTH
                            + " are read");
        }
        if (header.getCommandId() == SMPPConstant.CID_BIND_TRANSCEIVER_RESP) {
            refusal = header.getCommandStatus();
        }
        return header;
    }

    @Override
    public byte[] readPDU(DataInputStream in, Command header) throws IOException {
        return reader.readPDU(in, header);
    }

    @Override
    public byte[] readPDU(DataInputStream in, int length, int id, int status, int sequence)
            throws IOException {
        return reader.readPDU(in, length, id, status, sequence);
    }
}
