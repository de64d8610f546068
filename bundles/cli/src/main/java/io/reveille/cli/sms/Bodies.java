/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.sms;

import com.google.gson.JsonObject;
import io.reveille.sms.Alphabet;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.MessageClass;
import io.reveille.sms.OctetString;
import io.reveille.sms.UserData;
import io.reveille.sms.UserDataHeader;
import java.util.Optional;

/** User data in JSON: text where it is text, octets where it is not or says more than its text. */
final class Bodies {
    private Bodies() {}

    static void write(JsonObject object, Optional<UserData> userData) {
        Headers.write(object, userData.flatMap(UserData::header));
        if (userData.isEmpty()) {
            return;
        }
        UserData carried = userData.get();
        Optional<String> text = carried.text();
        text.ifPresent(it -> object.addProperty("text", it));
        if (text.isEmpty() || !gives(carried, text.get())) {
            object.addProperty("data", carried.body().hex());
        }
    }

    /** Whether the text alone gives the very same body. */
    private static boolean gives(UserData carried, String text) {
        try {
            return UserData.text(text, carried.alphabet(), carried.header()).equals(carried);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static UserData read(Fields fields, DataCodingScheme coding) {
        Optional<UserDataHeader> header = Headers.read(fields);
        Optional<String> text = fields.string("text");
        Optional<OctetString> data = fields.hex("data");
        Alphabet alphabet = coding.carried();
        if (data.isEmpty() && text.isPresent()) {
            if (alphabet == Alphabet.OCTETS) {
                throw fields.wrong("text", "cannot be carried as octets; give data instead");
            }
            return UserData.text(text.get(), alphabet, header);
        }
        return new UserData(header, alphabet, data.orElseGet(OctetString::empty));
    }

    /** The scheme given, else one for the alphabet and class given, else the one that fits. */
    static DataCodingScheme coding(Fields fields) {
        Optional<DataCodingScheme> given = fields.integer("dcs", 0, 255).map(DataCodingScheme::new);
        Optional<Alphabet> alphabet = fields.string("alphabet").map(text -> alphabet(fields, text));
        Optional<Integer> messageClass = fields.integer("messageClass", 0, 3);
        if (given.isEmpty()) {
            Alphabet fitting = alphabet.orElseGet(() -> fitting(fields));
            return messageClass
                    .map(number -> DataCodingScheme.of(fitting, MessageClass.of(number)))
                    .orElseGet(() -> DataCodingScheme.of(fitting));
        }
        if (alphabet.isPresent() && alphabet.get() != given.get().alphabet()) {
            throw fields.wrong("alphabet", "says something else than dcs; remove one of them");
        }
        if (messageClass.isPresent()
                && !messageClass.equals(given.get().messageClass().map(MessageClass::number))) {
            throw fields.wrong("messageClass", "says something else than dcs; remove one of them");
        }
        return given.get();
    }

    private static Alphabet alphabet(Fields fields, String text) {
        for (Alphabet alphabet : Alphabet.values()) {
            if (alphabet.label().equals(text)) {
                return alphabet;
            }
        }
        throw fields.wrong("alphabet", "'" + text + "' is none of GSM7, 8BIT and UCS2");
    }

    private static Alphabet fitting(Fields fields) {
        return fields.string("text")
                .map(text -> UserData.fitting(text))
                .orElseGet(() -> fields.hex("data").isPresent() ? Alphabet.OCTETS : Alphabet.GSM7);
    }
}
