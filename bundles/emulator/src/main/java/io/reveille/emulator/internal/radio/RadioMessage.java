/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.radio;

import io.reveille.sms.OctetString;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of the radio link between an emulated modem and the SMS centre: a word, then its values,
 * between single blanks. TPDUs are in hexadecimal digits; an id is what ties an answer to its
 * question, and is 0 to 999999999999.
 */
public sealed interface RadioMessage {
    /** The most characters in a line. */
    int LONGEST_LINE = 512;

    /** Modem to centre, first of all: {@code REGISTER +4915112345678}. */
    record Register(String number) implements RadioMessage {}

    /** Centre to modem: {@code REGISTERED}. */
    record Registered() implements RadioMessage {}

    /** Centre to modem: {@code DELIVER 17 0008…}, an SMS-DELIVER or SMS-STATUS-REPORT. */
    record Deliver(long id, OctetString tpdu) implements RadioMessage {}

    /** Modem to centre: {@code DELIVERED 17}. */
    record Delivered(long id) implements RadioMessage {}

    /**
     * Modem to centre: {@code REFUSED 17 211}, with the failure cause (TP-FCS, TS 23.040,
     * 9.2.3.22).
     */
    record Refused(long id, int cause) implements RadioMessage {}

    /** Modem to centre: {@code SUBMIT 3 11…}, an SMS-SUBMIT. */
    record Submit(long id, OctetString tpdu) implements RadioMessage {}

    /** Centre to modem: {@code SUBMITTED 3}. */
    record Submitted(long id) implements RadioMessage {}

    /** Centre to modem: {@code REJECTED 3 192}, with the failure cause. */
    record Rejected(long id, int cause) implements RadioMessage {}

    /** Modem to centre: {@code MEMORY-AVAILABLE}, after a message was refused for want of room. */
    record MemoryAvailable() implements RadioMessage {}

    /** The line, without its end. */
    default String line() {
        if (this instanceof Register m) {
            return "REGISTER " + m.number();
        } else if (this instanceof Registered) {
            return "REGISTERED";
        } else if (this instanceof Deliver m) {
            return "DELIVER " + m.id() + " " + m.tpdu().hex();
        } else if (this instanceof Delivered m) {
            return "DELIVERED " + m.id();
        } else if (this instanceof Refused m) {
            return "REFUSED " + m.id() + " " + m.cause();
        } else if (this instanceof Submit m) {
            return "SUBMIT " + m.id() + " " + m.tpdu().hex();
        } else if (this instanceof Submitted m) {
            return "SUBMITTED " + m.id();
        } else if (this instanceof Rejected m) {
            return "REJECTED " + m.id() + " " + m.cause();
        }
        return "MEMORY-AVAILABLE";
    }

    /** The message of a line, when it is one. */
    static Optional<RadioMessage> parse(String line) {
        Matcher form = Form.ANY.matcher(line);
        if (!form.matches()) {
            return Optional.empty();
        }
        String word = form.group(1);
        String first = form.group(2) == null ? "" : form.group(2);
        String second = form.group(3) == null ? "" : form.group(3);
        return switch (word + (first.isEmpty() ? "" : " _") + (second.isEmpty() ? "" : " _")) {
            case "REGISTER _" ->
                    first.matches("\\+?[0-9]{3,15}")
                            ? Optional.of(new Register(first))
                            : Optional.empty();
            case "REGISTERED" -> Optional.of(new Registered());
            case "DELIVER _ _" -> tpdu(first, second).map(t -> new Deliver(id(first), t));
            case "DELIVERED _" ->
                    id(first) < 0 ? Optional.empty() : Optional.of(new Delivered(id(first)));
            case "REFUSED _ _" -> cause(first, second).map(c -> new Refused(id(first), c));
            case "SUBMIT _ _" -> tpdu(first, second).map(t -> new Submit(id(first), t));
            case "SUBMITTED _" ->
                    id(first) < 0 ? Optional.empty() : Optional.of(new Submitted(id(first)));
            case "REJECTED _ _" -> cause(first, second).map(c -> new Rejected(id(first), c));
            case "MEMORY-AVAILABLE" -> Optional.of(new MemoryAvailable());
            default -> Optional.empty();
        };
    }

    private static long id(String text) {
        return text.matches("[0-9]{1,12}") ? Long.parseLong(text) : -1;
    }

    private static Optional<OctetString> tpdu(String id, String hex) {
        return id(id) >= 0 && hex.length() % 2 == 0 && hex.matches("[0-9A-Fa-f]{2,400}")
                ? Optional.of(OctetString.fromHex(hex))
                : Optional.empty();
    }

    private static Optional<Integer> cause(String id, String number) {
        return id(id) >= 0 && number.matches("[0-9]{1,3}")
                ? Optional.of(Integer.valueOf(number))
                : Optional.empty();
    }

    /** What all lines look like. */
    final class Form {
        private static final Pattern ANY =
                Pattern.compile("([A-Z-]{6,20})(?: ([+0-9]{1,16}))?(?: ([0-9A-Fa-f]{1,400}))?");

        private Form() {}
    }
}
