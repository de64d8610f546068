/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import io.reveille.sms.internal.OctetReader;
import io.reveille.sms.internal.OctetWriter;
import io.reveille.sms.internal.TpduForm;

/** Reads and writes TPDUs without a service centre's address (TS 23.040, 9.2.2). */
public final class TpduCodec {
    private TpduCodec() {}

    /**
     * Reads a TPDU.
     *
     * @throws SmsDecodeException when the octets are none; nothing else is thrown
     */
    public static Tpdu decode(byte[] octets, Direction direction) throws SmsDecodeException {
        return TpduForm.read(new OctetReader(octets), direction);
    }

    /** Writes a TPDU. Every TPDU can be written. */
    public static byte[] encode(Tpdu tpdu) {
        OctetWriter writer = new OctetWriter();
        TpduForm.write(tpdu, writer);
        return writer.toArray();
    }
}
