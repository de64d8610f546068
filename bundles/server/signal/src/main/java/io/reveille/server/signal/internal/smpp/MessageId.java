/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The spellings of a message id. Centres answer submit_sm with one and write another in the
 * receipt: with or without leading zeros, in hexadecimal there and decimal here.
 */
final class MessageId {
    private static final int LONGEST = 65; // SMPP 3.4, 5.2.23

    private MessageId() {}

    /** The id without what differs within one spelling. */
    static String plain(String id) {
        String lower = id.strip().toLowerCase(Locale.ROOT);
        String cut = lower.length() > LONGEST ? lower.substring(0, LONGEST) : lower;
        String stripped = cut.replaceFirst("^0+(?=.)", "");
        return stripped;
    }

    /** All spellings that may mean the same id, the most likely first. */
    static Set<String> spellings(String id) {
        String plain = plain(id);
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(plain);
        if (plain.matches("[0-9]+")) {
            spellings.add(new BigInteger(plain, 10).toString(16));
        }
        if (plain.matches("[0-9a-f]+")) {
            spellings.add(new BigInteger(plain, 16).toString(10));
        }
        return spellings;
    }
}
