/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.sms;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.reveille.sms.Address;
import io.reveille.sms.NumberingPlan;
import io.reveille.sms.TypeOfNumber;
import java.util.Optional;

/**
 * Addresses as people write them; where that does not tell type and plan, the type-of-address octet
 * is in a further member.
 */
final class Addresses {
    private static final String TYPE = "Type";
    private static final int INTERNATIONAL = 0x91;
    private static final int UNKNOWN = 0x81;
    private static final int NAME = 0xD0;

    private Addresses() {}

    static void write(JsonObject object, String name, Optional<Address> address) {
        if (address.isEmpty()) {
            object.add(name, JsonNull.INSTANCE);
            return;
        }
        String text = address.get().toString();
        object.addProperty(name, text);
        if (usualType(text) != address.get().typeOfAddress()) {
            object.addProperty(name + TYPE, address.get().typeOfAddress());
        }
    }

    static Address read(Fields fields, String name) {
        return readOptional(fields, name)
                .orElseThrow(
                        () -> fields.wrong(name, "is missing; give a number, or a sender's name"));
    }

    static Optional<Address> readOptional(Fields fields, String name) {
        return fields.string(name).map(text -> parse(fields, name, text));
    }

    private static Address parse(Fields fields, String name, String text) {
        int type = fields.integer(name + TYPE, 0, 255).orElseGet(() -> usualType(text));
        TypeOfNumber typeOfNumber = TypeOfNumber.of(type >> 4);
        boolean plus = typeOfNumber == TypeOfNumber.INTERNATIONAL && text.startsWith("+");
        try {
            return new Address(
                    typeOfNumber, NumberingPlan.of(type), plus ? text.substring(1) : text);
        } catch (IllegalArgumentException e) {
            throw fields.wrong(name, "is wrong: " + e.getMessage());
        }
    }

    /** Numbers begin with a plus sign or have no letters; the rest are names. */
    private static int usualType(String text) {
        if (text.startsWith("+")) {
            return INTERNATIONAL;
        }
        boolean number =
                text.matches("[0-9*#abc]*") || text.codePoints().noneMatch(Character::isLetter);
        return number ? UNKNOWN : NAME;
    }
}
