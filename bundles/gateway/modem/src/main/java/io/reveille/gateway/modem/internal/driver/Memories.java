/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.internal.at.AtAnswer;
import io.reveille.gateway.modem.internal.at.AtValue;
import io.reveille.gateway.modem.internal.at.AtValues;
import io.reveille.gateway.modem.internal.at.FinalResult;
import io.reveille.gateway.modem.internal.channel.ModemUpsetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The storages for messages (3GPP TS 27.005 section 3.2.2): where received ones go, which one is
 * being read.
 */
final class Memories {
    private static final List<String> KNOWN = List.of("ME", "SM", "MT");

    /** SIM failure and SIM busy, as {@code +CME ERROR} and {@code +CMS ERROR}; memory failure. */
    private static final Set<Integer> STARTING = Set.of(13, 14, 313, 314, 320);

    /** How full a storage is. */
    record Use(int used, int total) {
        boolean isFull() {
            return total > 0 && used >= total;
        }
    }

    private final At at;
    private final MessageFormat format;
    private final Optional<String> receiving;
    private final List<String> readable;
    private Optional<String> selected;

    private Memories(
            At at, MessageFormat format, Optional<String> receiving, List<String> readable) {
        this.at = at;
        this.format = format;
        this.receiving = receiving;
        this.readable = List.copyOf(readable);
        this.selected = receiving;
    }

    /**
     * Has received messages stored in the first storage of the preferred ones that the modem
     * accepts.
     */
    static Memories choose(At at, MessageFormat format, List<String> preferred)
            throws ModemUpsetException, NotReadyException {
        Optional<AtValues> test = at.values("AT+CPMS=?");
        List<String> readable = offered(test, 0, preferred, format);
        for (String memory : offered(test, 2, preferred, format)) {
            AtAnswer answer = set(at, format, memory, 3);
            if (answer.isOk()) {
                return new Memories(at, format, Optional.of(memory), readable);
            }
            requireStarted(answer);
        }
        return new Memories(at, format, Optional.empty(), List.of());
    }

    /** Some modems want names in the character set of texts too. */
    private static AtAnswer set(At at, MessageFormat format, String memory, int times)
            throws ModemUpsetException {
        AtAnswer answer = at.ask("AT+CPMS=" + repeated(memory, times));
        Optional<String> written = format.charset().flatMap(charset -> charset.write(memory));
        return answer.isOk() || written.isEmpty() || written.get().equals(memory)
                ? answer
                : at.ask("AT+CPMS=" + repeated(written.get(), times));
    }

    private static String repeated(String memory, int times) {
        return String.join(",", Collections.nCopies(times, '"' + memory + '"'));
    }

    /** Some modems announce that they are ready long before their storages are. */
    private static void requireStarted(AtAnswer answer) throws NotReadyException {
        if (answer.result() instanceof FinalResult.Coded coded
                && STARTING.contains(coded.number().orElse(-1))) {
            throw new NotReadyException(
                    "the storages are not ready yet: " + answer.describe(), false);
        }
    }

    /**
     * The preferred storages that a group of the test answer has; all of them when it can't be
     * read.
     */
    private static List<String> offered(
            Optional<AtValues> test, int position, List<String> preferred, MessageFormat format) {
        Optional<AtValue.Group> group = test.flatMap(values -> values.group(position));
        if (group.isEmpty()) {
            return preferred;
        }
        List<String> there = group.get().texts().stream().map(format::quoted).toList();
        return preferred.stream().filter(there::contains).toList();
    }

    /** Where received messages go; unknown when the modem has no say in it. */
    Optional<String> receiving() {
        return receiving;
    }

    /** The storages to look for messages in, the one for received messages first. */
    List<String> toSweep() {
        if (receiving.isEmpty()) {
            return List.of("");
        }
        List<String> all = new ArrayList<>(List.of(receiving.get()));
        if (!all.contains("MT")) { // which is all others together
            readable.stream()
                    .filter(
                            name ->
                                    KNOWN.contains(name)
                                            && !name.equals("MT")
                                            && !all.contains(name))
                    .forEach(all::add);
        }
        return all;
    }

    /** Has a storage read and deleted from; the empty name stands for whichever it is. */
    boolean select(String memory) throws ModemUpsetException {
        if (memory.isEmpty() || selected.filter(memory::equals).isPresent()) {
            return true;
        }
        AtAnswer answer = set(at, format, memory, 1);
        selected = answer.isOk() ? Optional.of(memory) : Optional.empty();
        return answer.isOk();
    }

    /** How full the storage being read is, if the modem tells. */
    Optional<Use> use() throws ModemUpsetException {
        Optional<AtValues> values = at.values("AT+CPMS?");
        return values.filter(v -> v.number(1).isPresent() && v.number(2).isPresent())
                .map(v -> new Use(v.number(1).getAsInt(), v.number(2).getAsInt()));
    }
}
