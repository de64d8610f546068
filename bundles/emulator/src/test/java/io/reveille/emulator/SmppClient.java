/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

import io.reveille.sms.OctetString;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;

/** An SMPP client by jsmpp. */
final class SmppClient implements AutoCloseable, MessageReceiverListener {
    static final String SENDER = "491700000001";

    private final SMPPSession session;
    private final List<DeliverSm> received = new CopyOnWriteArrayList<>();

    SmppClient(InetSocketAddress centre, String systemId, String password) throws IOException {
        this(new SMPPSession(), centre, systemId, password);
    }

    SmppClient(SMPPSession session, InetSocketAddress centre, String systemId, String password)
            throws IOException {
        this.session = session;
        session.setMessageReceiverListener(this);
        try {
            session.connectAndBind(
                    centre.getHostString(),
                    centre.getPort(),
                    new BindParameter(
                            BindType.BIND_TRX,
                            systemId,
                            password,
                            "",
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            null));
        } catch (IOException e) {
            session.close();
            throw e;
        }
    }

    /** Submits octets with a user data header in front. */
    String submitBinary(String number, OctetString udhAndData, int registered, String validity)
            throws Exception {
        return submit(number, 0x40, 0x04, registered, validity, udhAndData.toArray());
    }

    String submit(
            String number,
            int esmClass,
            int dataCoding,
            int registered,
            String validity,
            byte[] octets,
            OptionalParameter... parameters)
            throws Exception {
        return session.submitShortMessage(
                        "",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        SENDER,
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        number,
                        new ESMClass(esmClass),
                        (byte) 0,
                        (byte) 0,
                        null,
                        validity.isEmpty() ? null : validity,
                        new RegisteredDelivery(registered),
                        (byte) 0,
                        new RawDataCoding((byte) dataCoding),
                        (byte) 0,
                        octets,
                        parameters)
                .getMessageId();
    }

    SMPPSession session() {
        return session;
    }

    List<DeliverSm> received() {
        return received;
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm message) {
        received.add(message);
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification notification) {
        // never sent
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm message, Session source) {
        throw new IllegalStateException("never sent");
    }

    @Override
    public void close() {
        session.unbindAndClose();
    }
}
