/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

import java.util.Optional;
import java.util.OptionalInt;

/** Reads what is said unasked in one line. */
final class UnsolicitedLines {
    private UnsolicitedLines() {}

    static Unsolicited read(String line) {
        if (line.startsWith("+CMTI:") || line.startsWith("+CDSI:")) {
            AtValues values = AtValues.ofLine(line);
            Optional<String> memory = values.text(0).filter(name -> name.matches("[A-Z_]{2,4}"));
            OptionalInt index = values.number(1);
            if (memory.isPresent() && index.isPresent()) {
                return new Unsolicited.Stored(memory.get(), index.getAsInt());
            }
        }
        return new Unsolicited.Other(line);
    }
}
