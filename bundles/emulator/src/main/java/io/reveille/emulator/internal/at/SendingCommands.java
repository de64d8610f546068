/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import io.reveille.sms.Direction;
import io.reveille.sms.Pdu;
import io.reveille.sms.PduCodec;
import io.reveille.sms.SmsDecodeException;
import io.reveille.sms.SmsSubmit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Sending messages and writing them to storage (TS 27.005 sections 3.5.1, 3.5.3, 4.3, 4.4). */
final class SendingCommands {
    private static final int INVALID_PDU = 304;
    private static final int INVALID_TEXT = 305;
    private static final int NO_NETWORK = 331;
    private static final int MEMORY_FULL = 322;

    private final ModemParts modem;
    private int reference;

    private SendingCommands(ModemParts modem) {
        this.modem = modem;
    }

    static void addTo(Map<String, Handler> commands, ModemParts modem) {
        SendingCommands sending = new SendingCommands(modem);
        commands.put("+CMGS", sending::send);
        commands.put("+CMGW", sending::write);
    }

    private Reply send(Request request) {
        if (request.kind() != Request.Kind.SET) {
            return Reply.okIf(request.kind() == Request.Kind.TEST);
        }
        if (!modem.sim().isOpen()) {
            return new Reply.MessageError(311);
        }
        if (modem.settings().textMode) {
            return new Reply.Ask(
                    text ->
                            new TextSubmit(modem.settings())
                                    .read(request, text)
                                    .map(this::submit)
                                    .orElse(new Reply.MessageError(INVALID_TEXT)));
        }
        return new Reply.Ask(
                hex ->
                        pdu(request, hex, Direction.MOBILE_ORIGINATED)
                                .filter(pdu -> pdu.tpdu() instanceof SmsSubmit)
                                .map(pdu -> submit((SmsSubmit) pdu.tpdu()))
                                .orElse(new Reply.MessageError(INVALID_PDU)));
    }

    private Reply submit(SmsSubmit message) {
        if (!modem.network().isRegistered()) {
            return new Reply.MessageError(NO_NETWORK);
        }
        OptionalInt refused = modem.faults().refuseSending();
        if (refused.isPresent()) {
            return new Reply.MessageError(refused.getAsInt());
        }
        int number = reference;
        reference = (reference + 1) & 0xFF;
        return new Reply.Later(
                modem.network()
                        .submit(withReference(message, number))
                        .thenApply(
                                failure ->
                                        failure.isPresent()
                                                ? new Reply.MessageError(failure.getAsInt())
                                                : Reply.ok("+CMGS: " + number)));
    }

    private static SmsSubmit withReference(SmsSubmit m, int number) {
        return new SmsSubmit(
                m.rejectDuplicates(),
                m.replyPath(),
                m.statusReportRequest(),
                number,
                m.destination(),
                m.protocol(),
                m.coding(),
                m.validity(),
                m.userData());
    }

    private static Optional<Pdu> pdu(Request request, String hex, Direction direction) {
        try {
            Pdu pdu = PduCodec.decodeHex(hex.strip(), direction);
            OptionalInt length = request.number(0);
            return length.isPresent() && length.getAsInt() == StoredMessage.length(pdu.tpdu())
                    ? Optional.of(pdu)
                    : Optional.empty();
        } catch (SmsDecodeException e) {
            return Optional.empty();
        }
    }

    private Reply write(Request request) {
        if (request.kind() != Request.Kind.SET || modem.settings().textMode) {
            return Reply.okIf(request.kind() == Request.Kind.TEST);
        }
        int status = request.numberOr(1, 2);
        if (status < 0 || status > 3) {
            return new Reply.MessageError(INVALID_PDU);
        }
        Direction direction =
                status < 2 ? Direction.MOBILE_TERMINATED : Direction.MOBILE_ORIGINATED;
        return new Reply.Ask(
                hex ->
                        pdu(request, hex, direction)
                                .map(pdu -> store(StoredMessage.Status.of(status), pdu))
                                .orElse(new Reply.MessageError(INVALID_PDU)));
    }

    private Reply store(StoredMessage.Status status, Pdu pdu) {
        OptionalInt index =
                modem.faults().full
                        ? OptionalInt.empty()
                        : modem.store()
                                .add(modem.settings().memories[1], new StoredMessage(status, pdu));
        return index.isPresent()
                ? Reply.ok("+CMGW: " + index.getAsInt())
                : new Reply.MessageError(MEMORY_FULL);
    }
}
