/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.control;

import io.reveille.emulator.ModemFaults;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The orders of the control protocol, each by its word and at most two values: {@code reset},
 * {@code reset-during-next-command}, {@code garbage OCTETS}, {@code echo on|off}, {@code
 * one-byte-at-a-time on|off}, {@code glue-lines on|off}, {@code delay MILLISECONDS}, {@code
 * lose-answers COMMANDS}, {@code memory-full on|off}, {@code refuse-indications on|off}, {@code
 * refuse-sending CAUSE MESSAGES}, {@code unplug}, {@code plug-in}, {@code coverage on|off}, {@code
 * say LINE}, {@code interrupt-next-answer LINE}.
 */
final class ControlOrders {
    private final Map<String, Consumer<String>> orders = new TreeMap<>();

    ControlOrders(ModemFaults faults) {
        orders.put("reset", value -> faults.reset());
        orders.put("reset-during-next-command", value -> faults.resetDuringNextCommand());
        orders.put("garbage", value -> faults.garbage(number(value)));
        orders.put("echo", value -> faults.echo(isOn(value)));
        orders.put("one-byte-at-a-time", value -> faults.oneByteAtATime(isOn(value)));
        orders.put("glue-lines", value -> faults.glueLines(isOn(value)));
        orders.put("delay", value -> faults.delay(Duration.ofMillis(number(value))));
        orders.put("lose-answers", value -> faults.loseAnswers(number(value)));
        orders.put("memory-full", value -> faults.memoryFull(isOn(value)));
        orders.put("refuse-indications", value -> faults.refuseIndications(isOn(value)));
        orders.put("refuse-sending", value -> refuseSending(faults, value));
        orders.put("mute-unsolicited", value -> faults.muteUnsolicited(isOn(value)));
        orders.put("unplug", value -> faults.unplug());
        orders.put("plug-in", value -> faults.plugIn());
        orders.put("coverage", value -> faults.coverage(isOn(value)));
        orders.put("say", faults::say);
        orders.put("interrupt-next-answer", faults::interruptNextAnswer);
    }

    /** Does it; says what is wrong if it can't be done. */
    Optional<String> obey(String line) {
        String[] wordAndValue = line.split(" ", 2);
        Consumer<String> order = orders.get(wordAndValue[0]);
        if (order == null) {
            return Optional.of(
                    "no such order; there are deliver, " + String.join(", ", orders.keySet()));
        }
        try {
            order.accept(wordAndValue.length == 2 ? wordAndValue[1] : "");
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static void refuseSending(ModemFaults faults, String value) {
        String[] values = value.split(" ", 2);
        faults.refuseSending(number(values[0]), values.length == 2 ? number(values[1]) : 1);
    }

    private static boolean isOn(String value) {
        if (!value.equals("on") && !value.equals("off")) {
            throw new IllegalArgumentException("the value is on or off");
        }
        return value.equals("on");
    }

    private static int number(String value) {
        if (!value.matches("[0-9]{1,7}")) {
            throw new IllegalArgumentException("the value is a number");
        }
        return Integer.parseInt(value);
    }
}
