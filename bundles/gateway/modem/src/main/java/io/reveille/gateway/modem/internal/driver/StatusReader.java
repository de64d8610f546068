/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.ModemStatus;
import io.reveille.gateway.modem.Registration;
import io.reveille.gateway.modem.SignalQuality;
import io.reveille.gateway.modem.internal.at.AtAnswer;
import io.reveille.gateway.modem.internal.at.AtValues;
import io.reveille.gateway.modem.internal.channel.ModemUpsetException;
import java.util.List;
import java.util.Optional;

/** Asks a modem for its status, command by command; what it does not answer stays empty. */
final class StatusReader {
    private final At at;
    private final ModemSetup setup;

    StatusReader(At at, ModemSetup setup) {
        this.at = at;
        this.setup = setup;
    }

    ModemStatus read() throws ModemUpsetException {
        return new ModemStatus(
                setup.identity(),
                at.text("AT+CGSN").filter(text -> text.matches("[0-9A-Fa-f]{8,20}")),
                at.text("AT+CIMI").filter(text -> text.matches("[0-9]{6,15}")),
                iccid(),
                numbers(),
                registration("AT+CREG?"),
                registration("AT+CGREG?"),
                registration("AT+CEREG?"),
                at.values("AT+COPS?").flatMap(values -> values.text(2)),
                signal());
    }

    private Optional<String> iccid() throws ModemUpsetException {
        for (String command : setup.quirks().iccid()) {
            Optional<String> number =
                    at.text(command)
                            .map(text -> text.replaceAll("^.*[: ]", "").replaceAll("[\"F]", ""))
                            .filter(text -> text.matches("[0-9]{18,22}"));
            if (number.isPresent()) {
                return number;
            }
        }
        return Optional.empty();
    }

    /** {@code +CNUM: [<alpha>],<number>,<type>,…}, type 145 being international. */
    private List<String> numbers() throws ModemUpsetException {
        AtAnswer answer = at.ask("AT+CNUM");
        return answer.lines().stream()
                .map(AtValues::ofLine)
                .flatMap(
                        values ->
                                values
                                        .text(1)
                                        .filter(number -> number.matches("\\+?[0-9]{3,20}"))
                                        .map(
                                                number ->
                                                        values.number(2).orElse(0) == 145
                                                                        && !number.startsWith("+")
                                                                ? "+" + number
                                                                : number)
                                        .stream())
                .toList();
    }

    private Optional<Registration> registration(String command) throws ModemUpsetException {
        return at.values(command).flatMap(StatusReader::registration);
    }

    /**
     * {@code <n>,<stat>[,<area>,<cell>[,<technology>]]}; the unasked form, which may come in
     * between, lacks {@code <n>}.
     */
    static Optional<Registration> registration(AtValues values) {
        boolean unasked = values.values().size() == 1 || values.isQuoted(1);
        int first = unasked ? 0 : 1;
        if (values.number(first).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Registration(
                        Registration.Status.of(values.number(first).getAsInt()),
                        values.text(first + 1),
                        values.text(first + 2),
                        values.number(first + 3)));
    }

    private Optional<SignalQuality> signal() throws ModemUpsetException {
        return at.values("AT+CSQ")
                .filter(values -> values.number(0).isPresent())
                .map(
                        values ->
                                new SignalQuality(
                                        values.number(0).getAsInt(), values.number(1).orElse(99)));
    }
}
