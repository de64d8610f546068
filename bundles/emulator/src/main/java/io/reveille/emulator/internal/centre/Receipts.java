/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import io.reveille.sms.OctetString;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jsmpp.bean.MessageState;
import org.jsmpp.bean.SubmitSm;

/** Delivery receipts (SMPP 3.4 section 5.2.17 and appendix B). */
final class Receipts {
    private static final byte RECEIPT = 0x04;

    /** The esm_class of an intermediate notification (section 5.2.12). */
    private static final byte INTERMEDIATE = 0x20;

    /** Asks for one, in registered_delivery. */
    private static final int NOTIFICATION = 0x10;

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuMMddHHmm", Locale.ROOT);

    private Receipts() {}

    /**
     * Whether the sender wants to know about this fate (section 5.2.17; 3, deliveries alone, is of
     * SMPP 5.0).
     */
    static boolean isWanted(int registeredDelivery, Fate fate) {
        if (fate == Fate.DELAYED) {
            return (registeredDelivery & NOTIFICATION) != 0;
        }
        return switch (registeredDelivery & 0x03) {
            case 1 -> true;
            case 2 -> fate != Fate.DELIVERED;
            case 3 -> fate == Fate.DELIVERED;
            default -> false;
        };
    }

    /** The message state (section 5.2.28). */
    static MessageState state(Fate fate) {
        return switch (fate) {
            case DELAYED -> MessageState.ENROUTE;
            case DELIVERED -> MessageState.DELIVERED;
            case EXPIRED -> MessageState.EXPIRED;
            case DELETED -> MessageState.DELETED;
        };
    }

    /** The receipt, from the recipient to the sender. */
    static Load.ForClient receipt(String id, SubmitSm sm, OffsetDateTime submitted, Fate fate) {
        boolean delivered = fate == Fate.DELIVERED;
        String text =
                "id:%s sub:001 dlvrd:%s submit date:%s done date:%s stat:%s err:%s text:"
                        .formatted(
                                id,
                                delivered ? "001" : "000",
                                MINUTE.format(submitted),
                                MINUTE.format(OffsetDateTime.now(ZoneOffset.UTC)),
                                delivered ? "DELIVRD" : state(fate).name(),
                                delivered || fate == Fate.DELAYED ? "000" : "001");
        return new Load.ForClient(
                FromClient.address(sm.getDestAddrTon(), sm.getDestAddrNpi(), sm.getDestAddress()),
                FromClient.address(
                        sm.getSourceAddrTon(), sm.getSourceAddrNpi(), sm.getSourceAddr()),
                fate == Fate.DELAYED ? INTERMEDIATE : RECEIPT,
                (byte) 0,
                (byte) 0,
                OctetString.of(text.getBytes(StandardCharsets.US_ASCII)),
                id,
                state(fate).value());
    }
}
