/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.ExtendedSignalQuality;
import io.reveille.gateway.modem.ModemStatus;
import io.reveille.gateway.modem.Operator;
import io.reveille.gateway.modem.Registration;
import io.reveille.gateway.modem.SignalQuality;
import io.reveille.gateway.modem.internal.channel.ModemUpsetException;
import java.util.List;
import java.util.Optional;

/**
 * Asks a modem for its status, one command at a time, so that messages need not wait for a whole
 * round; what it does not answer stays empty.
 */
final class StatusReader {
    /** One question; what is answered is noted. */
    private interface Question {
        void ask() throws ModemUpsetException;
    }

    private final At at;
    private final ModemSetup setup;
    private final NetworkClock clock;
    private final List<Question> once = List.of(this::askImei, this::askSim, this::askNumbers);
    private final List<Question> eachTime =
            List.of(
                    this::askCircuit,
                    this::askPacket,
                    this::askEps,
                    this::askOperator,
                    this::askSignal,
                    this::askTime);
    private int next;
    private Optional<String> imei = Optional.empty();
    private Optional<String> imsi = Optional.empty();
    private Optional<String> iccid = Optional.empty();
    private List<String> numbers = List.of();
    private Optional<Registration> circuit = Optional.empty();
    private Optional<Registration> packet = Optional.empty();
    private Optional<Registration> eps = Optional.empty();
    private Optional<Operator> operator = Optional.empty();
    private Optional<SignalQuality> signal = Optional.empty();
    private Optional<ExtendedSignalQuality> extended = Optional.empty();

    StatusReader(At at, ModemSetup setup, NetworkClock clock) {
        this.at = at;
        this.setup = setup;
        this.clock = clock;
    }

    /** Asks the next question; gives the status when all have been asked. */
    Optional<ModemStatus> step() throws ModemUpsetException {
        Question question = next < once.size() ? once.get(next) : eachTime.get(next - once.size());
        question.ask();
        next++;
        if (next < once.size() + eachTime.size()) {
            return Optional.empty();
        }
        next = once.size();
        return Optional.of(status());
    }

    /** Asks all that can change, and the rest if that was not done yet. */
    ModemStatus read() throws ModemUpsetException {
        next = Math.min(next, once.size());
        Optional<ModemStatus> status = Optional.empty();
        while (status.isEmpty()) {
            status = step();
        }
        return status.get();
    }

    private ModemStatus status() {
        return new ModemStatus(
                setup.identity(),
                imei,
                imsi,
                iccid,
                numbers,
                circuit,
                packet,
                eps,
                operator,
                signal,
                extended,
                clock.time());
    }

    private void askImei() throws ModemUpsetException {
        imei = at.text("AT+CGSN").flatMap(StatusAnswers::imei);
    }

    private void askSim() throws ModemUpsetException {
        imsi = at.text("AT+CIMI").filter(text -> text.matches("[0-9]{6,15}"));
        for (String command : setup.quirks().iccid()) {
            if (iccid.isEmpty()) {
                iccid = at.text(command).flatMap(StatusAnswers::iccid);
            }
        }
    }

    private void askNumbers() throws ModemUpsetException {
        numbers = StatusAnswers.numbers(at.ask("AT+CNUM"), setup.format()::quoted);
    }

    private void askCircuit() throws ModemUpsetException {
        circuit = StatusAnswers.registration(at.ask("AT+CREG?"));
    }

    private void askPacket() throws ModemUpsetException {
        packet = StatusAnswers.registration(at.ask("AT+CGREG?"));
    }

    private void askEps() throws ModemUpsetException {
        eps = StatusAnswers.registration(at.ask("AT+CEREG?"));
    }

    private void askOperator() throws ModemUpsetException {
        operator =
                at.values("AT+COPS?")
                        .flatMap(v -> StatusAnswers.operator(v, setup.format()::quoted));
    }

    private void askSignal() throws ModemUpsetException {
        signal = at.values("AT+CSQ").flatMap(StatusAnswers::signal);
        extended = at.values("AT+CESQ").flatMap(StatusAnswers::extended);
    }

    private void askTime() throws ModemUpsetException {
        clock.ask(at, setup.quirks().clock());
    }
}
