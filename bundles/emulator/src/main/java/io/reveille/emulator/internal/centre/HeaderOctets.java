/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import io.reveille.sms.InformationElement;
import io.reveille.sms.OctetString;
import io.reveille.sms.UserData;
import io.reveille.sms.UserDataHeader;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** User data headers as SMPP carries them: length, then elements, in front of the message. */
final class HeaderOctets {
    private HeaderOctets() {}

    /**
     * Reads the header at the beginning of a message.
     *
     * @throws IllegalArgumentException when there is none
     */
    static UserDataHeader read(byte[] message) {
        int end = message.length == 0 ? Integer.MAX_VALUE : 1 + (message[0] & 0xFF);
        if (end > message.length) {
            throw new IllegalArgumentException("the message is shorter than its header");
        }
        List<InformationElement> elements = new ArrayList<>();
        int at = 1;
        while (at < end) {
            if (at + 2 > end || at + 2 + (message[at + 1] & 0xFF) > end) {
                throw new IllegalArgumentException("an element of the header is cut off");
            }
            int length = message[at + 1] & 0xFF;
            elements.add(
                    new InformationElement(
                            message[at] & 0xFF, OctetString.of(message, at + 2, length)));
            at += 2 + length;
        }
        return new UserDataHeader(elements);
    }

    /** Header and body of user data in one. */
    static byte[] join(UserData data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        data.header()
                .ifPresent(
                        header -> {
                            out.write(header.length() - 1);
                            for (InformationElement element : header.elements()) {
                                out.write(element.id());
                                out.write(element.data().length());
                                out.writeBytes(element.data().toArray());
                            }
                        });
        out.writeBytes(data.body().toArray());
        return out.toByteArray();
    }
}
