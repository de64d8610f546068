/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import io.reveille.sms.NationalLanguage;
import io.reveille.sms.OctetString;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A basic table of 128 characters and the extension that an escape leads to. */
final class SeptetTable {
    static final int ESCAPE = 0x1B;

    private static final Map<Integer, SeptetTable> TABLES = new ConcurrentHashMap<>();
    static final SeptetTable DEFAULT = of(Optional.empty(), Optional.empty());

    private final char[] basic;
    private final char[] extension;
    private final Map<Character, Integer> codes = new HashMap<>();

    private SeptetTable(char[] basic, char[] extension) {
        this.basic = basic;
        this.extension = extension;
        // shorter codes win over longer ones, lower codes over higher ones
        for (int code = 127; code >= 0; code--) {
            if (extension[code] != SeptetTables.NONE) {
                codes.put(extension[code], ESCAPE << 8 | code);
            }
        }
        for (int code = 127; code >= 0; code--) {
            if (basic[code] != SeptetTables.NONE) {
                codes.put(basic[code], code);
            }
        }
    }

    static SeptetTable of(Optional<NationalLanguage> locking, Optional<NationalLanguage> single) {
        int basic = locking.map(NationalLanguage::code).orElse(0);
        int extension = single.map(NationalLanguage::code).orElse(0);
        return TABLES.computeIfAbsent(
                basic << 8 | extension,
                any ->
                        new SeptetTable(
                                SeptetTables.locking(basic), SeptetTables.single(extension)));
    }

    boolean encodable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!codes.containsKey(text.charAt(i))) {
                return false;
            }
        }
        return true;
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

    /**
     * What a phone shows (6.2.1 and 6.2.1.1): a blank for an empty place, for an escape without a
     * character after it and for an escape to a further table; the basic character for a place that
     * is empty in the extension.
     */
    String decode(OctetString septets) {
        StringBuilder text = new StringBuilder(septets.length());
        for (int i = 0; i < septets.length(); i++) {
            int code = septets.at(i);
            char character = basic[code];
            if (code == ESCAPE && i + 1 < septets.length()) {
                int extended = septets.at(++i);
                character =
                        extension[extended] == SeptetTables.NONE
                                ? basic[extended]
                                : extension[extended];
            }
            text.append(character == SeptetTables.NONE ? ' ' : character);
        }
        return text.toString();
    }
}
