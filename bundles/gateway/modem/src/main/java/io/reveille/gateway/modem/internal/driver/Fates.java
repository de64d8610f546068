/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.SmsFate;
import io.reveille.gateway.modem.SmsFate.Outcome;
import io.reveille.sms.DeliveryStatus;
import io.reveille.sms.SmsStatusReport;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.OptionalInt;

/** What a status report says, in words (3GPP TS 23.040 section 9.2.3.15). */
final class Fates {
    private static final Map<Integer, String> WORDS =
            Map.ofEntries(
                    Map.entry(0x00, "received by the recipient"),
                    Map.entry(0x01, "forwarded; the centre can't confirm that it was received"),
                    Map.entry(0x02, "replaced by the centre"),
                    Map.entry(0x20, "congestion"),
                    Map.entry(0x21, "the recipient is busy"),
                    Map.entry(0x22, "no response from the recipient"),
                    Map.entry(0x23, "service rejected"),
                    Map.entry(0x24, "quality of service not available"),
                    Map.entry(0x25, "error in the recipient"),
                    Map.entry(0x40, "remote procedure error"),
                    Map.entry(0x41, "incompatible destination"),
                    Map.entry(0x42, "connection rejected by the recipient"),
                    Map.entry(0x43, "not obtainable"),
                    Map.entry(0x44, "quality of service not available"),
                    Map.entry(0x45, "no interworking available"),
                    Map.entry(0x46, "its validity has expired"),
                    Map.entry(0x47, "deleted by the sender"),
                    Map.entry(0x48, "deleted by the centre"),
                    Map.entry(0x49, "the message does not exist"));

    /** From here on the words of 0x20 and following, for one that was given up. */
    private static final int GIVEN_UP = 0x60;

    private Fates() {}

    static SmsFate of(SmsStatusReport report) {
        DeliveryStatus status = report.status();
        Outcome outcome =
                switch (status.outcome()) {
                    case COMPLETED -> Outcome.DELIVERED;
                    case STILL_TRYING -> Outcome.PENDING;
                    case FAILED, GIVEN_UP, RESERVED -> Outcome.FAILED;
                };
        return new SmsFate(
                outcome,
                OptionalInt.of(status.octet()),
                words(status.octet()),
                report.dischargeTime().dateTime().map(OffsetDateTime::toInstant));
    }

    private static String words(int status) {
        int base = status >= GIVEN_UP && status < GIVEN_UP + 0x20 ? status - 0x40 : status;
        return WORDS.getOrDefault(base, "status %02X of the centre".formatted(status));
    }
}
