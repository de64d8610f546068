/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import io.reveille.server.signal.internal.sms.SmsMessage;
import java.util.Objects;
import java.util.Optional;
import org.jsmpp.bean.AbstractSmCommand;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in what the centre sends: receipts are told, messages are acknowledged and dropped. */
public final class Receipts implements MessageReceiverListener {
    private static final Logger LOG = LoggerFactory.getLogger(Receipts.class);
    private static final int NOT_SUPPORTED = 0x03;

    private final ReceiptBook book = new ReceiptBook();

    /** Awaits receipts on a message that the centre has accepted. */
    void expect(String id, SmsMessage request) {
        book.expect(id, request).ifPresent(receipt -> tell(request, receipt));
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm message) {
        Optional<String> id = messageId(message);
        if (message.isSmscDeliveryReceipt()
                || message.isIntermediateDeliveryNotification()
                || id.isPresent()) {
            Receipt receipt = Receipt.of(id, state(message), text(message));
            book.match(receipt, Objects.requireNonNullElse(message.getSourceAddr(), ""))
                    .ifPresentOrElse(
                            request -> tell(request, receipt),
                            () -> LOG.debug("SMPP: a receipt for no known message"));
        } else {
            LOG.debug("SMPP: a message was dropped; nothing listens for messages here");
        }
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification alert) {
        LOG.debug("SMPP: an alert was dropped");
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm data, Session source) throws ProcessRequestException {
        throw new ProcessRequestException("data_sm is not taken here", NOT_SUPPORTED);
    }

    private static void tell(SmsMessage request, Receipt receipt) {
        LOG.info("SMPP: request for {}: {}", request.whom(), receipt.words());
        request.tell(receipt.news());
    }

    private static Optional<String> messageId(AbstractSmCommand message) {
        return parameter(message, OptionalParameter.Receipted_message_id.class)
                .map(OptionalParameter.Receipted_message_id::getValueAsString)
                .filter(id -> !id.isBlank());
    }

    private static Optional<Integer> state(AbstractSmCommand message) {
        return parameter(message, OptionalParameter.Message_state.class)
                .map(state -> state.getValue() & 0xFF);
    }

    private static byte[] text(DeliverSm message) {
        byte[] text = message.getShortMessage();
        if (text != null && text.length > 0) {
            return text;
        }
        return parameter(message, OptionalParameter.Message_payload.class)
                .map(OptionalParameter.Message_payload::getValue)
                .orElseGet(() -> new byte[0]);
    }

    private static <T extends OptionalParameter> Optional<T> parameter(
            AbstractSmCommand message, Class<T> type) {
        return Optional.ofNullable(message.getOptionalParameter(type));
    }
}
