/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What a command comes to. */
sealed interface Reply {

    /** It was done; the lines tell something. */
    record Done(List<String> lines) implements Reply {
        public Done {
            lines = List.copyOf(lines);
        }
    }

    /** {@code ERROR}, whatever was asked for. */
    record Failed() implements Reply {}

    /** No such command. */
    record Unknown() implements Reply {}

    /** {@code +CME ERROR}, as {@code +CMEE} says (TS 27.007 section 9.1). */
    record EquipmentError(int number) implements Reply {}

    /** {@code +CMS ERROR} (TS 27.005 section 3.2.5). */
    record MessageError(int number) implements Reply {}

    /** {@code NO CARRIER} and the like. */
    record Call(String result) implements Reply {}

    /** A message's text is asked for; the function takes it. */
    record Ask(Function<String, Reply> then) implements Reply {}

    /** It takes time. */
    record Later(CompletionStage<Reply> reply) implements Reply {}

    static Reply ok() {
        return new Done(List.of());
    }

    static Reply ok(String... lines) {
        return new Done(List.of(lines));
    }

    /** OK where it is so, else {@code +CME ERROR: 4}, operation not supported. */
    static Reply okIf(boolean so) {
        return so ? ok() : new EquipmentError(4);
    }
}
