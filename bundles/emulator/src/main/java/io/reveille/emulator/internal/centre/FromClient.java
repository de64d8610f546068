/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import io.reveille.sms.Address;
import io.reveille.sms.Alphabet;
import io.reveille.sms.ApplicationPorts;
import io.reveille.sms.Concatenation;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.InformationElement;
import io.reveille.sms.NumberingPlan;
import io.reveille.sms.OctetString;
import io.reveille.sms.ProtocolIdentifier;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.Timestamp;
import io.reveille.sms.TypeOfNumber;
import io.reveille.sms.UserData;
import io.reveille.sms.UserDataHeader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameter.Tag;
import org.jsmpp.bean.SubmitSm;
import org.jspecify.annotations.Nullable;

/**
 * Makes the SMS-DELIVER that a modem gets of a submit_sm (SMPP 3.4 sections 4.4, 5.2.12, 5.2.19,
 * 5.3.2).
 */
final class FromClient {
    private FromClient() {}

    /**
     * The message for the modem, octet for octet what the client sent.
     *
     * @throws IllegalArgumentException when it is none, or does not fit into one message
     */
    static SmsDeliver deliver(SubmitSm sm, Timestamp received) {
        byte[] octets = octets(sm);
        DataCodingScheme coding = coding(sm.getDataCoding() & 0xFF);
        List<InformationElement> elements = new ArrayList<>();
        if (sm.isUdhi()) {
            UserDataHeader header = HeaderOctets.read(octets);
            elements.addAll(header.elements());
            octets = Arrays.copyOfRange(octets, header.length(), octets.length);
        }
        elements.addAll(elements(sm));
        UserData body = body(sm.getDataCoding() & 0xFF, coding, octets);
        return new SmsDeliver(
                false,
                false,
                sm.isReplyPath(),
                false,
                address(
                        sm.getSourceAddrTon(),
                        sm.getSourceAddrNpi(),
                        Objects.requireNonNullElse(sm.getSourceAddr(), "")),
                new ProtocolIdentifier(sm.getProtocolId() & 0xFF),
                coding,
                received,
                elements.isEmpty() ? body : body.withHeader(new UserDataHeader(elements)));
    }

    /** The short message, or what message_payload has in its place. */
    private static byte[] octets(SubmitSm sm) {
        byte[] octets = Optional.ofNullable(sm.getShortMessage()).orElse(new byte[0]);
        OptionalParameter payload = sm.getOptionalParameter(Tag.MESSAGE_PAYLOAD);
        return octets.length == 0 && payload instanceof OptionalParameter.OctetString p
                ? p.getValue()
                : octets;
    }

    /** Ports and segments that came as parameters of their own. */
    private static List<InformationElement> elements(SubmitSm sm) {
        List<InformationElement> elements = new ArrayList<>();
        int destination = number(sm, Tag.DESTINATION_PORT);
        if (destination >= 0) {
            elements.add(
                    ApplicationPorts.of(destination, Math.max(0, number(sm, Tag.SOURCE_PORT)))
                            .element());
        }
        int total = number(sm, Tag.SAR_TOTAL_SEGMENTS);
        if (total > 1) {
            elements.add(
                    new Concatenation(
                                    number(sm, Tag.SAR_MSG_REF_NUM),
                                    total,
                                    number(sm, Tag.SAR_SEGMENT_SEQNUM),
                                    true)
                            .element());
        }
        return elements;
    }

    private static int number(SubmitSm sm, Tag tag) {
        OptionalParameter parameter = sm.getOptionalParameter(tag);
        if (parameter instanceof OptionalParameter.Short two) {
            return two.getValue() & 0xFFFF;
        }
        return parameter instanceof OptionalParameter.Byte one ? one.getValue() & 0xFF : -1;
    }

    private static DataCodingScheme coding(int dataCoding) {
        return switch (dataCoding) {
            case 0, 1, 3 -> DataCodingScheme.GSM7; // the centre's alphabet, IA5, Latin 1
            case 2, 4 -> DataCodingScheme.OCTETS;
            case 8 -> DataCodingScheme.UCS2;
            default -> {
                if (dataCoding < 0x10 || (dataCoding >= 0x80 && dataCoding < 0xC0)) {
                    throw new IllegalArgumentException(
                            "data coding " + dataCoding + " is not supported");
                }
                yield new DataCodingScheme(dataCoding);
            }
        };
    }

    private static UserData body(int dataCoding, DataCodingScheme coding, byte[] octets) {
        if (dataCoding == 1 || dataCoding == 3) {
            return UserData.gsm7(new String(octets, StandardCharsets.ISO_8859_1));
        }
        Alphabet alphabet = coding.carried();
        return new UserData(Optional.empty(), alphabet, OctetString.of(octets));
    }

    /** An address; type and plan have the same codes in SMPP as in TS 23.040. */
    static Address address(int type, int plan, @Nullable String given) {
        TypeOfNumber typeOfNumber = TypeOfNumber.of(type);
        String digits = given == null ? "" : given; // what the library makes of an empty one
        String plain = digits.startsWith("+") ? digits.substring(1) : digits;
        if (typeOfNumber == TypeOfNumber.ALPHANUMERIC) {
            return Address.alphanumeric(digits);
        }
        return new Address(
                digits.startsWith("+") ? TypeOfNumber.INTERNATIONAL : typeOfNumber,
                NumberingPlan.of(plan),
                plain);
    }
}
