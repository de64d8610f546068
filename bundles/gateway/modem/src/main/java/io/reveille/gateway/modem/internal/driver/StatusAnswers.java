/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.AccessTechnology;
import io.reveille.gateway.modem.ExtendedSignalQuality;
import io.reveille.gateway.modem.Operator;
import io.reveille.gateway.modem.Registration;
import io.reveille.gateway.modem.SignalQuality;
import io.reveille.gateway.modem.internal.at.AtAnswer;
import io.reveille.gateway.modem.internal.at.AtValues;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what modems tell about themselves; what can't be right is nothing. */
final class StatusAnswers {
    private static final Pattern IMEI = Pattern.compile("(?<![0-9A-Fa-f])([0-9]{14,17})(?![0-9])");
    private static final Pattern HEX_ESN =
            Pattern.compile("(?:0x)?([0-9A-Fa-f]{8}|[0-9A-Fa-f]{14})");
    private static final int INTERNATIONAL = 145;
    private static final int NUMERIC = 2;

    private StatusAnswers() {}

    /** An IMEI, also where it has words around it, or the older kinds of serial number. */
    static Optional<String> imei(String text) {
        Matcher digits = IMEI.matcher(text);
        if (digits.find()) {
            return Optional.of(digits.group(1));
        }
        Matcher other = HEX_ESN.matcher(text);
        return other.matches() ? Optional.of(other.group(1)) : Optional.empty();
    }

    /** A card's number, without what fills it up. */
    static Optional<String> iccid(String text) {
        return Optional.of(text.replaceAll("^.*[: ]", "").replaceAll("[\"Ff]", ""))
                .filter(number -> number.matches("[0-9]{18,22}"));
    }

    /** {@code +CNUM: [<alpha>],<number>,<type>,…}. */
    static List<String> numbers(AtAnswer answer, UnaryOperator<String> quoted) {
        return answer.lines().stream()
                .map(AtValues::ofLine)
                .flatMap(values -> number(values, quoted).stream())
                .toList();
    }

    private static Optional<String> number(AtValues values, UnaryOperator<String> quoted) {
        return values.text(1)
                .map(quoted)
                .filter(number -> number.matches("\\+?[0-9]{3,20}"))
                .map(
                        number ->
                                values.number(2).orElse(0) == INTERNATIONAL
                                                && !number.startsWith("+")
                                        ? "+" + number
                                        : number);
    }

    /** Of several lines the last, since what is said unasked may come before the answer. */
    static Optional<Registration> registration(AtAnswer answer) {
        if (!answer.isOk()) {
            return Optional.empty();
        }
        return answer.lines().stream()
                .flatMap(line -> registration(AtValues.ofLine(line)).stream())
                .reduce((earlier, later) -> later);
    }

    /**
     * {@code <n>,<stat>[,<area>,<cell>[,<technology>]]}; the unasked form, which may come in
     * between, lacks {@code <n>}. Some modems put a value for the routing area before the
     * technology, some leave quotes out.
     */
    static Optional<Registration> registration(AtValues values) {
        boolean asked =
                !values.isQuoted(1)
                        && values.text(1).filter(t -> t.matches("[0-9]{1,2}")).isPresent();
        int first = asked ? 1 : 0;
        if (values.number(first).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Registration(
                        Registration.Status.of(values.number(first).getAsInt()),
                        values.text(first + 1).flatMap(StatusAnswers::hexadecimal),
                        values.text(first + 2).flatMap(StatusAnswers::hexadecimal),
                        technology(values, first + 3)));
    }

    private static Optional<String> hexadecimal(String text) {
        String bare = text.replaceFirst("^0[xX]", "");
        return bare.matches("[0-9A-Fa-f]{1,8}") ? Optional.of(bare) : Optional.empty();
    }

    /** {@code +COPS: <mode>[,<format>,<operator>[,<technology>]]}. */
    static Optional<Operator> operator(AtValues values, UnaryOperator<String> quoted) {
        Optional<String> name = values.text(2).map(quoted).filter(text -> !text.isBlank());
        if (name.isEmpty()) {
            return Optional.empty();
        }
        boolean isCode = values.number(1).orElse(0) == NUMERIC || name.get().matches("[0-9]{5,6}");
        return Optional.of(
                new Operator(
                        name.filter(text -> !isCode),
                        name.filter(text -> isCode && text.matches("[0-9]{5,6}")),
                        technology(values, 3)));
    }

    private static Optional<AccessTechnology> technology(AtValues values, int position) {
        return values.number(position).isEmpty()
                ? Optional.empty()
                : AccessTechnology.of(values.number(position).getAsInt());
    }

    /** {@code +CSQ: <rssi>,<ber>}. */
    static Optional<SignalQuality> signal(AtValues values) {
        return values.number(0).isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new SignalQuality(
                                values.number(0).getAsInt(), values.number(1).orElse(99)));
    }

    /** {@code +CESQ: <rxlev>,<ber>,<rscp>,<ecno>,<rsrq>,<rsrp>}. */
    static Optional<ExtendedSignalQuality> extended(AtValues values) {
        return values.values().size() < 6
                ? Optional.empty()
                : Optional.of(
                        new ExtendedSignalQuality(
                                values.number(0).orElse(99),
                                values.number(1).orElse(99),
                                values.number(2).orElse(255),
                                values.number(3).orElse(255),
                                values.number(4).orElse(255),
                                values.number(5).orElse(255)));
    }
}
