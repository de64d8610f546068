/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import io.reveille.sms.NationalLanguage;
import io.reveille.sms.OctetString;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A basic table of 128 characters and the extension that an escape leads to. */
final class SeptetTable {
    static final int ESCAPE = 0x1B;

    private static final String BASIC =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001BÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                    + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    static final SeptetTable DEFAULT = new SeptetTable(BASIC, defaultExtension());

    private final String basic;
    private final char[] extension;
    private final Map<Character, Integer> codes = new HashMap<>();

    private SeptetTable(String basic, char[] extension) {
        this.basic = basic;
        this.extension = extension;
        for (int code = 127; code >= 0; code--) {
            if (extension[code] != 0) {
                codes.put(extension[code], ESCAPE << 8 | code);
            }
        }
        for (int code = 127; code >= 0; code--) {
            if (code != ESCAPE) {
                codes.put(basic.charAt(code), code);
            }
        }
    }

    static SeptetTable of(Optional<NationalLanguage> locking, Optional<NationalLanguage> single) {
        return DEFAULT;
    }

    boolean encodable(String text) {
        return text.chars().allMatch(c -> codes.containsKey((char) c));
    }

    byte[] encode(String text) {
        ByteArrayOutputStream septets = new ByteArrayOutputStream(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            Integer code = codes.get(text.charAt(i));
            if (code == null) {
                throw new IllegalArgumentException(
                        "character U+%04X at %d is not in the 7 bit alphabet"
                                .formatted((int) text.charAt(i), i));
            }
            if (code > 0x7F) {
                septets.write(ESCAPE);
            }
            septets.write(code & 0x7F);
        }
        return septets.toByteArray();
    }

    String decode(OctetString septets) {
        StringBuilder text = new StringBuilder(septets.length());
        for (int i = 0; i < septets.length(); i++) {
            int code = septets.at(i);
            if (code != ESCAPE) {
                text.append(basic.charAt(code));
            } else if (++i == septets.length() || septets.at(i) == ESCAPE) {
                text.append(' ');
            } else {
                char extended = extension[septets.at(i)];
                text.append(extended != 0 ? extended : basic.charAt(septets.at(i)));
            }
        }
        return text.toString();
    }

    private static char[] defaultExtension() {
        char[] extension = new char[128];
        extension[0x0A] = '\f';
        extension[0x14] = '^';
        extension[0x28] = '{';
        extension[0x29] = '}';
        extension[0x2F] = '\\';
        extension[0x3C] = '[';
        extension[0x3D] = '~';
        extension[0x3E] = ']';
        extension[0x40] = '|';
        extension[0x65] = '€';
        return extension;
    }
}
