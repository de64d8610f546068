/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.sms;

import io.reveille.server.signal.internal.sms.SmsContent.Binary;
import io.reveille.server.signal.internal.sms.SmsContent.Text;
import io.reveille.sms.Address;
import io.reveille.sms.ApplicationPorts;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.OctetString;
import io.reveille.sms.ProtocolIdentifier;
import io.reveille.sms.SmsSubmit;
import io.reveille.sms.UserData;
import io.reveille.sms.UserDataHeader;
import io.reveille.sms.ValidityPeriod;
import java.util.Optional;

/** A message as SMS-SUBMIT (3GPP TS 23.040, 9.2.2.2). */
public final class SubmitTpdu {
    private SubmitTpdu() {}

    public static SmsSubmit of(SmsMessage message, ApplicationPorts ports) {
        boolean binary = message.content() instanceof Binary;
        return new SmsSubmit(
                false,
                false,
                false,
                0,
                Address.parse("+" + message.number()),
                ProtocolIdentifier.SHORT_MESSAGE,
                binary ? DataCodingScheme.OCTETS : DataCodingScheme.GSM7,
                Optional.of(ValidityPeriod.relative(message.validity())),
                data(message.content(), ports));
    }

    private static UserData data(SmsContent content, ApplicationPorts ports) {
        if (content instanceof Binary binary) {
            return UserData.octets(OctetString.of(binary.data().toArray()))
                    .withHeader(UserDataHeader.of(ports.element()));
        }
        return UserData.gsm7(((Text) content).text());
    }
}
