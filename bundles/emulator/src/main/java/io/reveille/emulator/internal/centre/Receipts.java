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
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuMMddHHmm", Locale.ROOT);

    private Receipts() {}

    /** Whether the sender wants to know about this fate. */
    static boolean isWanted(SubmitSm sm, Fate fate) {
        return sm.isSmscDelReceiptSuccessAndFailureRequested()
                || (fate != Fate.DELIVERED && sm.isSmscDelReceiptFailureRequested());
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
                                delivered ? "DELIVRD" : "EXPIRED",
                                delivered ? "000" : "001");
        return new Load.ForClient(
                FromClient.address(sm.getDestAddrTon(), sm.getDestAddrNpi(), sm.getDestAddress()),
                FromClient.address(
                        sm.getSourceAddrTon(), sm.getSourceAddrNpi(), sm.getSourceAddr()),
                RECEIPT,
                (byte) 0,
                (byte) 0,
                OctetString.of(text.getBytes(StandardCharsets.US_ASCII)),
                id,
                (delivered ? MessageState.DELIVERED : MessageState.EXPIRED).value());
    }
}
