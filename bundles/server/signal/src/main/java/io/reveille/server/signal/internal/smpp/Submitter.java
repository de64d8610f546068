/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import io.reveille.server.signal.SmppSettings;
import io.reveille.server.signal.internal.sms.SmsContent.Binary;
import io.reveille.server.signal.internal.sms.SmsContent.Text;
import io.reveille.server.signal.internal.sms.SmsMessage;
import io.reveille.sms.Address;
import io.reveille.sms.DataCodingScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPSession;

/** Writes a request as submit_sm: octets behind a header with application ports, or text. */
final class Submitter {
    private static final byte UDHI = 0x40;

    private final SmppSettings settings;
    private final Receipts receipts;

    Submitter(SmppSettings settings, Receipts receipts) {
        this.settings = settings;
        this.receipts = receipts;
    }

    String centre() {
        return settings.host() + ":" + settings.port();
    }

    /** Returns what the centre said; blocks until it did. */
    String submit(SMPPSession session, SmsMessage request, Duration left)
            throws PDUException,
                    ResponseTimeoutException,
                    InvalidResponseException,
                    NegativeResponseException,
                    IOException {
        boolean binary = request.content() instanceof Binary;
        DataCodingScheme coding = binary ? DataCodingScheme.OCTETS : DataCodingScheme.GSM7;
        String id =
                session.submitShortMessage(
                                "",
                                typeOfNumber(),
                                numberingPlan(),
                                settings.source().map(Address::digits).orElse(""),
                                TypeOfNumber.INTERNATIONAL,
                                NumberingPlanIndicator.ISDN,
                                request.number(),
                                new ESMClass(binary ? UDHI : 0),
                                (byte) 0,
                                (byte) 0,
                                null,
                                RelativeTime.of(left),
                                new RegisteredDelivery(settings.receipts().code()),
                                (byte) 0,
                                new RawDataCoding((byte) coding.octet()),
                                (byte) 0,
                                message(request))
                        .getMessageId();
        receipts.expect(id, request);
        return "accepted by " + centre() + ", id " + id;
    }

    /** Base64 is the same in every alphabet that a centre may take for its default. */
    private static byte[] message(SmsMessage request) {
        if (request.content() instanceof Binary binary) {
            return binary.whole().toArray();
        }
        return ((Text) request.content()).text().getBytes(StandardCharsets.US_ASCII);
    }

    private TypeOfNumber typeOfNumber() {
        return settings.source()
                .map(source -> TypeOfNumber.valueOf((byte) source.typeOfNumber().code()))
                .orElse(TypeOfNumber.UNKNOWN);
    }

    private NumberingPlanIndicator numberingPlan() {
        return settings.source()
                .map(source -> NumberingPlanIndicator.valueOf((byte) source.numberingPlan().code()))
                .orElse(NumberingPlanIndicator.UNKNOWN);
    }
}
