/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import io.reveille.sms.Address;
import io.reveille.sms.ApplicationPorts;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.OctetString;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.Timestamp;
import io.reveille.sms.UserData;
import io.reveille.sms.UserDataHeader;
import java.time.OffsetDateTime;

/** Messages for tests. */
final class Messages {
    static final Address SENDER = Address.international("+491700000001");

    private Messages() {}

    static Timestamp at(int second) {
        return Timestamp.of(OffsetDateTime.parse("2026-11-01T12:00:00+01:00").plusSeconds(second));
    }

    static SmsDeliver text(String text) {
        return text(text, 0);
    }

    static SmsDeliver text(String text, int second) {
        return SmsDeliver.of(SENDER, at(second), DataCodingScheme.GSM7, UserData.gsm7(text));
    }

    static SmsDeliver octets(byte... octets) {
        return octets(OctetString.of(octets));
    }

    static SmsDeliver octets(OctetString octets) {
        UserData data =
                UserData.octets(octets)
                        .withHeader(
                                UserDataHeader.of(ApplicationPorts.of(16_000, 16_001).element()));
        return SmsDeliver.of(SENDER, at(0), DataCodingScheme.OCTETS, data);
    }
}
