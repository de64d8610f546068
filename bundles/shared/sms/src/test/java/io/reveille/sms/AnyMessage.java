/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Any message that the types allow. */
final class AnyMessage {
    private AnyMessage() {}

    static Arbitrary<Pdu> pdu() {
        return Combinators.combine(centre().optional(), tpdu()).as(Pdu::new);
    }

    static Arbitrary<Tpdu> tpdu() {
        return Arbitraries.oneOf(
                List.of(
                        deliver().map(Tpdu.class::cast),
                        submit().map(Tpdu.class::cast),
                        statusReport().map(Tpdu.class::cast),
                        deliverReport().map(Tpdu.class::cast),
                        submitReport().map(Tpdu.class::cast),
                        command().map(Tpdu.class::cast)));
    }

    static Arbitrary<SmsDeliver> deliver() {
        return Combinators.combine(flags(), address(), protocol(), timestamp(), coded())
                .as(
                        (flags, originator, protocol, timestamp, coded) ->
                                new SmsDeliver(
                                        flags.get(0),
                                        flags.get(1),
                                        flags.get(2),
                                        flags.get(3),
                                        originator,
                                        protocol,
                                        coded.coding(),
                                        timestamp,
                                        coded.userData()));
    }

    static Arbitrary<SmsSubmit> submit() {
        return Combinators.combine(
                        flags(), octet(), address(), protocol(), validity().optional(), coded())
                .as(
                        (flags, reference, destination, protocol, validity, coded) ->
                                new SmsSubmit(
                                        flags.get(0),
                                        flags.get(1),
                                        flags.get(2),
                                        reference,
                                        destination,
                                        protocol,
                                        coded.coding(),
                                        validity,
                                        coded.userData()));
    }

    static Arbitrary<SmsStatusReport> statusReport() {
        return Combinators.combine(
                        flags(), octet(), address(), timestamp(), timestamp(), octet(), fields())
                .as(
                        (flags, reference, recipient, received, discharged, status, fields) ->
                                new SmsStatusReport(
                                        flags.get(0),
                                        flags.get(1),
                                        flags.get(2),
                                        reference,
                                        recipient,
                                        received,
                                        discharged,
                                        new DeliveryStatus(status),
                                        fields));
    }

    static Arbitrary<SmsDeliverReport> deliverReport() {
        return Combinators.combine(cause(), fields()).as(SmsDeliverReport::new);
    }

    static Arbitrary<SmsSubmitReport> submitReport() {
        return Combinators.combine(cause(), timestamp(), fields()).as(SmsSubmitReport::new);
    }

    static Arbitrary<SmsCommand> command() {
        return Combinators.combine(
                        flags(),
                        octet(),
                        protocol(),
                        Combinators.combine(octet(), octet()).as(List::of),
                        address(),
                        header().optional(),
                        octets(0, SmsCommand.MAX_DATA))
                .as(
                        (flags, reference, protocol, typeAndNumber, destination, header, data) ->
                                new SmsCommand(
                                        flags.get(0),
                                        reference,
                                        protocol,
                                        typeAndNumber.get(0),
                                        typeAndNumber.get(1),
                                        destination,
                                        header,
                                        cut(
                                                data,
                                                SmsCommand.MAX_DATA
                                                        - header.map(UserDataHeader::length)
                                                                .orElse(0))));
    }

    static Arbitrary<Address> centre() {
        return address().filter(a -> a.typeOfNumber() != TypeOfNumber.ALPHANUMERIC);
    }

    static Arbitrary<Address> address() {
        var digits = Arbitraries.strings().withChars("0123456789*#abc").ofMaxLength(20);
        var number =
                Combinators.combine(
                                Arbitraries.of(TypeOfNumber.class)
                                        .filter(type -> type != TypeOfNumber.ALPHANUMERIC),
                                Arbitraries.of(NumberingPlan.class),
                                digits)
                        .as(Address::new);
        var name =
                Arbitraries.strings()
                        .withChars("@£$ AZaz09ÄÖñà_?")
                        .ofMaxLength(11)
                        .map(Address::alphanumeric);
        return Arbitraries.frequencyOf(Tuple.of(4, number), Tuple.of(1, name));
    }

    static Arbitrary<UserDataHeader> header() {
        var element = Combinators.combine(octet(), octets(0, 12)).as(InformationElement::new);
        return Arbitraries.oneOf(List.of(element, knownElement()))
                .list()
                .ofMaxSize(6)
                .map(UserDataHeader::new);
    }

    private static Arbitrary<InformationElement> knownElement() {
        return Arbitraries.of(
                ApplicationPorts.of(16000, 2948).element(),
                new ApplicationPorts(240, 7, false).element(),
                new Concatenation(200, 3, 2, false).element(),
                new Concatenation(40000, 255, 255, true).element(),
                NationalLanguage.TURKISH.singleShift(),
                NationalLanguage.HINDI.lockingShift());
    }

    /** A data coding scheme and user data that goes with it. */
    record Coded(DataCodingScheme coding, UserData userData) {}

    static Arbitrary<Coded> coded() {
        return Combinators.combine(octet(), header().optional(), octets(0, 160))
                .as(
                        (scheme, header, body) -> {
                            DataCodingScheme coding = new DataCodingScheme(scheme);
                            return new Coded(coding, userData(coding, header, body));
                        });
    }

    private static UserData userData(
            DataCodingScheme coding, Optional<UserDataHeader> header, OctetString body) {
        Alphabet alphabet = coding.carried();
        int taken = new UserData(header, alphabet, OctetString.empty()).length();
        int room = (alphabet == Alphabet.GSM7 ? 160 : 140) - taken;
        byte[] units = cut(body, room).toArray();
        for (int i = 0; i < units.length && alphabet == Alphabet.GSM7; i++) {
            units[i] &= 0x7F;
        }
        return new UserData(header, alphabet, OctetString.of(units));
    }

    private static OctetString cut(OctetString octets, int most) {
        return octets.slice(0, Math.min(octets.length(), most));
    }

    static Arbitrary<ReportFields> fields() {
        return Combinators.combine(
                        protocol().optional(),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        coded())
                .as(
                        (protocol, withCoding, withData, coded) -> {
                            boolean data =
                                    withData
                                            && (withCoding
                                                    || coded.coding().carried() == Alphabet.GSM7);
                            return new ReportFields(
                                    protocol,
                                    withCoding ? Optional.of(coded.coding()) : Optional.empty(),
                                    data ? Optional.of(coded.userData()) : Optional.empty());
                        });
    }

    private static Arbitrary<ValidityPeriod> validity() {
        return Arbitraries.oneOf(
                octet().map(ValidityPeriod.Relative::new),
                timestamp().map(ValidityPeriod.Absolute::new),
                octets(7, 7).map(ValidityPeriod.Enhanced::new));
    }

    private static Arbitrary<OptionalInt> cause() {
        return Arbitraries.integers()
                .between(0x7F, 0xFF)
                .map(cause -> cause < 0x80 ? OptionalInt.empty() : OptionalInt.of(cause));
    }

    private static Arbitrary<Timestamp> timestamp() {
        return octets(7, 7).map(Timestamp::new);
    }

    private static Arbitrary<ProtocolIdentifier> protocol() {
        return octet().map(ProtocolIdentifier::new);
    }

    private static Arbitrary<List<Boolean>> flags() {
        return Arbitraries.of(true, false).list().ofSize(4);
    }

    private static Arbitrary<Integer> octet() {
        return Arbitraries.integers().between(0, 255);
    }

    private static Arbitrary<OctetString> octets(int least, int most) {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(least)
                .ofMaxSize(most)
                .map(OctetString::of);
    }
}
