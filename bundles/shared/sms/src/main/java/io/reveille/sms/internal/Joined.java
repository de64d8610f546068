/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import io.reveille.sms.Alphabet;
import io.reveille.sms.OctetString;
import io.reveille.sms.UserData;
import io.reveille.sms.UserDataHeader;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Several user data read as one. */
public final class Joined {
    private Joined() {}

    public static OctetString body(List<UserData> parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (UserData part : parts) {
            joined.writeBytes(part.body().toArray());
        }
        return OctetString.of(joined.toByteArray());
    }

    /** The text of the joined bodies, read together as far as they are written alike. */
    public static Optional<String> text(List<UserData> parts) {
        StringBuilder text = new StringBuilder();
        List<UserData> alike = new ArrayList<>();
        for (UserData part : parts) {
            if (part.alphabet() == Alphabet.OCTETS) {
                return Optional.empty();
            }
            if (!alike.isEmpty() && !alike(alike.get(0), part)) {
                text.append(read(alike));
                alike.clear();
            }
            alike.add(part);
        }
        return Optional.of(text.append(read(alike)).toString());
    }

    private static String read(List<UserData> alike) {
        UserData first = alike.get(0);
        return Text.read(first.alphabet(), body(alike), first.header()).orElse("");
    }

    private static boolean alike(UserData a, UserData b) {
        return a.alphabet() == b.alphabet()
                && a.header()
                        .flatMap(UserDataHeader::singleShift)
                        .equals(b.header().flatMap(UserDataHeader::singleShift))
                && a.header()
                        .flatMap(UserDataHeader::lockingShift)
                        .equals(b.header().flatMap(UserDataHeader::lockingShift));
    }
}
