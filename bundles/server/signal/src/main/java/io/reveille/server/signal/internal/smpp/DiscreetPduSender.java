/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import java.io.IOException;
import java.io.OutputStream;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.util.DefaultComposer;
import org.jsmpp.util.PDUComposer;

/** Sends the bind, which holds the password, without writing it to the log as the library does. */
final class DiscreetPduSender extends DefaultPDUSender {
    private final PDUComposer composer = new DefaultComposer();

    @Override
    public byte[] sendBind(
            OutputStream out,
            BindType bindType,
            int sequence,
            String systemId,
            String password,
            String systemType,
            InterfaceVersion version,
            TypeOfNumber addressTon,
            NumberingPlanIndicator addressNpi,
            String addressRange)
            throws PDUStringException, IOException {
        byte[] pdu =
                composer.bind(
                        bindType.commandId(),
                        sequence,
                        systemId,
                        password,
                        systemType,
                        version.value(),
                        addressTon.value(),
                        addressNpi.value(),
                        addressRange);
        out.write(pdu);
        out.flush();
        return pdu;
    }
}
