/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import io.reveille.sms.internal.HexDigits;
import io.reveille.sms.internal.OctetReader;
import io.reveille.sms.internal.OctetWriter;
import io.reveille.sms.internal.PduForm;
import java.util.HexFormat;

/**
 * Reads and writes PDUs with the service centre's address before the TPDU, as AT commands take and
 * give them. Where the modem states the TPDU's length ({@code +CMGR}, {@code +CMT}), cut the line
 * to it first: octets beyond the end of a message are an error here.
 */
public final class PduCodec {
    private PduCodec() {}

    /**
     * Reads a PDU.
     *
     * @throws SmsDecodeException when the octets are none; nothing else is thrown
     */
    public static Pdu decode(byte[] octets, Direction direction) throws SmsDecodeException {
        return PduForm.read(new OctetReader(octets), direction);
    }

    /**
     * Reads a PDU in hexadecimal digits of either case, nothing between them.
     *
     * @throws SmsDecodeException when the digits are none; nothing else is thrown
     */
    public static Pdu decodeHex(CharSequence hex, Direction direction) throws SmsDecodeException {
        return decode(HexDigits.parse(hex), direction);
    }

    /** Writes a PDU. Every PDU can be written. */
    public static byte[] encode(Pdu pdu) {
        OctetWriter writer = new OctetWriter();
        PduForm.write(pdu, writer);
        return writer.toArray();
    }

    /** Writes a PDU in upper-case hexadecimal digits. */
    public static String encodeHex(Pdu pdu) {
        return HexFormat.of().withUpperCase().formatHex(encode(pdu));
    }
}
