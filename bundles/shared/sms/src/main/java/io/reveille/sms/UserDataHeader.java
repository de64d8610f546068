/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * TP-UDH: what stands before the text or data proper (TS 23.040, 9.2.3.24). Elements keep their
 * order, unknown ones included. Of an element that occurs twice the last counts; an element whose
 * content makes no sense is passed over, as the standard asks.
 *
 * @param elements the elements in order, together at most 139 octets on the wire
 */
public record UserDataHeader(List<InformationElement> elements) {
    public UserDataHeader {
        elements = List.copyOf(elements);
        int octets = 1;
        for (InformationElement element : elements) {
            octets += 2 + element.data().length();
        }
        if (octets > UserData.MAX_OCTETS) {
            throw new IllegalArgumentException(
                    "user data header of " + octets + " octets: at most 140 fit");
        }
    }

    /** A header of the elements given. */
    public static UserDataHeader of(InformationElement... elements) {
        return new UserDataHeader(List.of(elements));
    }

    /** Octets on the wire, the length octet included. */
    public int length() {
        int octets = 1;
        for (InformationElement element : elements) {
            octets += 2 + element.data().length();
        }
        return octets;
    }

    /** The header as carried, the length octet included. */
    public OctetString octets() {
        byte[] octets = new byte[length()];
        octets[0] = (byte) (octets.length - 1);
        int at = 1;
        for (InformationElement element : elements) {
            octets[at++] = (byte) element.id();
            octets[at++] = (byte) element.data().length();
            for (int i = 0; i < element.data().length(); i++) {
                octets[at++] = (byte) element.data().at(i);
            }
        }
        return OctetString.of(octets);
    }

    /** Which part of a longer message this is. */
    public Optional<Concatenation> concatenation() {
        return last(UserDataHeader::concatenation);
    }

    /** The applications that exchange the message. */
    public Optional<ApplicationPorts> ports() {
        return last(UserDataHeader::ports);
    }

    /** The language whose table follows an escape. */
    public Optional<NationalLanguage> singleShift() {
        return last(e -> language(e, InformationElement.SINGLE_SHIFT));
    }

    /** The language whose table replaces the default alphabet. */
    public Optional<NationalLanguage> lockingShift() {
        return last(e -> language(e, InformationElement.LOCKING_SHIFT))
                .filter(NationalLanguage::hasLockingShift);
    }

    private <T> Optional<T> last(Function<InformationElement, Optional<T>> reading) {
        for (int i = elements.size() - 1; i >= 0; i--) {
            Optional<T> read = reading.apply(elements.get(i));
            if (read.isPresent()) {
                return read;
            }
        }
        return Optional.empty();
    }

    private static Optional<Concatenation> concatenation(InformationElement element) {
        OctetString data = element.data();
        boolean wide = element.id() == InformationElement.CONCATENATION_16;
        if (!(wide && data.length() == 4)
                && !(element.id() == InformationElement.CONCATENATION_8 && data.length() == 3)) {
            return Optional.empty();
        }
        int reference = wide ? data.at(0) << 8 | data.at(1) : data.at(0);
        int total = data.at(data.length() - 2);
        int sequence = data.at(data.length() - 1);
        return sequence >= 1 && sequence <= total
                ? Optional.of(new Concatenation(reference, total, sequence, wide))
                : Optional.empty();
    }

    private static Optional<ApplicationPorts> ports(InformationElement element) {
        OctetString data = element.data();
        if (element.id() == InformationElement.PORTS_16 && data.length() == 4) {
            return Optional.of(
                    ApplicationPorts.of(
                            data.at(0) << 8 | data.at(1), data.at(2) << 8 | data.at(3)));
        }
        if (element.id() == InformationElement.PORTS_8 && data.length() == 2) {
            return Optional.of(new ApplicationPorts(data.at(0), data.at(1), false));
        }
        return Optional.empty();
    }

    private static Optional<NationalLanguage> language(InformationElement element, int id) {
        return element.id() == id && element.data().length() == 1
                ? NationalLanguage.of(element.data().at(0))
                : Optional.empty();
    }
}
