/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import io.reveille.sms.Address;
import io.reveille.sms.Alphabet;
import io.reveille.sms.OctetString;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.SmsStatusReport;
import io.reveille.sms.SmsSubmit;
import io.reveille.sms.Timestamp;
import io.reveille.sms.Tpdu;
import io.reveille.sms.TpduCodec;
import io.reveille.sms.UserData;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/** Messages in text mode (TS 27.005 sections 3.4.1 to 3.4.3 and 3.1, {@code <data>}). */
record TextMode(TerminalSettings settings) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uu/MM/dd,HH:mm:ss", Locale.ROOT);
    private static final int SECONDS_A_QUARTER = 900;

    /** As {@code +CMGL} lists it. */
    String listed(int index, StoredMessage message) {
        Tpdu tpdu = message.pdu().tpdu();
        String header = "+CMGL: " + index + ",\"" + message.status().words() + "\",";
        return tpdu instanceof SmsDeliver deliver
                ? Talker.pair(
                        header
                                + addressAndTime(deliver)
                                + details(
                                        ","
                                                + deliver.originator().typeOfAddress()
                                                + ","
                                                + deliver.userData().length()),
                        body(tpdu, deliver.userData()))
                : otherwise(header, message);
    }

    /** As {@code +CMGR} shows it. */
    String read(StoredMessage message) {
        String header = "+CMGR: \"" + message.status().words() + "\",";
        return message.pdu().tpdu() instanceof SmsDeliver deliver
                ? whole(header, deliver, message)
                : otherwise(header, message);
    }

    /** As {@code +CMT} or {@code +CDS} shows it. */
    String shown(StoredMessage message) {
        return message.pdu().tpdu() instanceof SmsDeliver deliver
                ? whole("+CMT: ", deliver, message)
                : otherwise("+CDS: ", message);
    }

    private String whole(String header, SmsDeliver deliver, StoredMessage message) {
        return Talker.pair(
                header
                        + addressAndTime(deliver)
                        + details(
                                ","
                                        + deliver.originator().typeOfAddress()
                                        + ","
                                        + (TpduCodec.encode(deliver)[0] & 0xFF)
                                        + ","
                                        + deliver.protocol().octet()
                                        + ","
                                        + deliver.coding().octet()
                                        + centre(message)
                                        + ","
                                        + deliver.userData().length()),
                body(deliver, deliver.userData()));
    }

    private String centre(StoredMessage message) {
        return message.pdu()
                .serviceCentre()
                .map(centre -> "," + quoted(centre) + "," + centre.typeOfAddress())
                .orElse(",,");
    }

    private String otherwise(String header, StoredMessage message) {
        Tpdu tpdu = message.pdu().tpdu();
        if (tpdu instanceof SmsStatusReport report) {
            return header
                    + (TpduCodec.encode(report)[0] & 0xFF)
                    + ","
                    + report.messageReference()
                    + ","
                    + quoted(report.recipient())
                    + ","
                    + report.recipient().typeOfAddress()
                    + ","
                    + time(report.timestamp())
                    + ","
                    + time(report.dischargeTime())
                    + ","
                    + report.status().octet();
        }
        return tpdu instanceof SmsSubmit submit
                ? Talker.pair(
                        header + quoted(submit.destination()) + ",",
                        body(submit, submit.userData()))
                : header + "\"\",";
    }

    private String details(String all) {
        return settings.textDetails ? all : "";
    }

    private String addressAndTime(SmsDeliver deliver) {
        return quoted(deliver.originator()) + ",," + time(deliver.timestamp());
    }

    /** The text; octets, UCS-2 and whatever is under a header in hexadecimal. */
    private String body(Tpdu tpdu, UserData data) {
        return data.alphabet() == Alphabet.GSM7 && data.header().isEmpty()
                ? TextCharset.named(settings.charset).write(data.text().orElse(""))
                : octets(tpdu, data).hex();
    }

    /** The user data as it is on the air. */
    private static OctetString octets(Tpdu tpdu, UserData data) {
        byte[] all = TpduCodec.encode(tpdu);
        int length = data.alphabet() == Alphabet.GSM7 ? (data.length() * 7 + 7) / 8 : data.length();
        return OctetString.of(Arrays.copyOfRange(all, all.length - length, all.length));
    }

    private String quoted(Address address) {
        return "\"" + TextCharset.named(settings.charset).write(address.toString()) + "\"";
    }

    /** In local time with the zone in quarters of an hour. */
    private static String time(Timestamp timestamp) {
        return "\"" + timestamp.dateTime().map(TextMode::time).orElse("") + "\"";
    }

    private static String time(OffsetDateTime time) {
        int quarters = time.getOffset().getTotalSeconds() / SECONDS_A_QUARTER;
        return TIME.format(time) + "%+03d".formatted(quarters);
    }
}
