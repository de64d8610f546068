/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import io.reveille.sms.Address;
import io.reveille.sms.DeliveryStatus;
import io.reveille.sms.OctetString;
import io.reveille.sms.ReportFields;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.SmsStatusReport;
import io.reveille.sms.SmsSubmit;
import io.reveille.sms.Timestamp;
import io.reveille.sms.ValidityPeriod;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Sends on what modems send: to an SMPP client bound as receiver, if the destination is no modem
 * that was ever seen, else to the modem with that number, now or when it registers.
 */
final class FromModem {
    private static final Duration DEFAULT_VALIDITY = Duration.ofDays(1);

    /** TP-ST "SM validity period expired" (TS 23.040, 9.2.3.15). */
    private static final DeliveryStatus EXPIRED = new DeliveryStatus(0x46);

    private final Forwarding forwarding;
    private final KnownModems modems;
    private final Recipient client;
    private final BooleanSupplier clientBound;

    FromModem(
            Forwarding forwarding,
            KnownModems modems,
            Recipient client,
            BooleanSupplier clientBound) {
        this.forwarding = forwarding;
        this.modems = modems;
        this.client = client;
        this.clientBound = clientBound;
    }

    /** Takes a message from the modem with a number; false when it can't be taken. */
    boolean accept(String number, SmsSubmit sms) {
        Timestamp now = now();
        Address from = Address.parse(number);
        String to = sms.destination().digits();
        boolean toClient = !modems.contains(to) && clientBound.getAsBoolean();
        Load load = toClient ? forClient(from, sms) : new Load.ForModem(forModem(from, sms, now));
        return forwarding.accept(
                new Parcel(
                        toClient ? client : Recipient.modem(to),
                        load,
                        System.nanoTime() + validity(sms).toNanos(),
                        fate -> report(number, sms, now, fate)));
    }

    private static SmsDeliver forModem(Address from, SmsSubmit sms, Timestamp now) {
        return new SmsDeliver(
                false,
                false,
                sms.replyPath(),
                false,
                from,
                sms.protocol(),
                sms.coding(),
                now,
                sms.userData());
    }

    private static Load.ForClient forClient(Address from, SmsSubmit sms) {
        boolean header = sms.userData().header().isPresent();
        return new Load.ForClient(
                from,
                sms.destination(),
                (byte) (header ? 0x40 : 0x00),
                (byte) sms.protocol().octet(),
                (byte) sms.coding().octet(),
                OctetString.of(HeaderOctets.join(sms.userData())),
                "",
                (byte) 0);
    }

    private void report(String number, SmsSubmit sms, Timestamp submitted, Fate fate) {
        if (sms.statusReportRequest() && fate != Fate.DELAYED) {
            SmsStatusReport report =
                    new SmsStatusReport(
                            false,
                            false,
                            false,
                            sms.messageReference(),
                            sms.destination(),
                            submitted,
                            now(),
                            fate == Fate.DELIVERED ? DeliveryStatus.RECEIVED : EXPIRED,
                            ReportFields.NONE);
            boolean unused =
                    forwarding.accept(
                            new Parcel(
                                    Recipient.modem(number),
                                    new Load.ForModem(report),
                                    System.nanoTime() + DEFAULT_VALIDITY.toNanos(),
                                    nobody -> {}));
        }
    }

    private static Duration validity(SmsSubmit sms) {
        Optional<ValidityPeriod> period = sms.validity();
        if (period.isPresent() && period.get() instanceof ValidityPeriod.Relative relative) {
            return relative.duration();
        }
        if (period.isPresent() && period.get() instanceof ValidityPeriod.Absolute absolute) {
            return absolute.until()
                    .dateTime()
                    .map(until -> Duration.between(OffsetDateTime.now(ZoneOffset.UTC), until))
                    .filter(left -> !left.isNegative())
                    .orElse(Duration.ZERO);
        }
        if (period.isPresent() && period.get() instanceof ValidityPeriod.Enhanced enhanced) {
            return enhanced.duration().orElse(DEFAULT_VALIDITY);
        }
        return DEFAULT_VALIDITY;
    }

    static Timestamp now() {
        return Timestamp.of(OffsetDateTime.now(ZoneOffset.UTC));
    }
}
