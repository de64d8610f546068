/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.Octets;
import io.reveille.protocol.internal.Base64Run;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sealed access request as text, for routes that mangle binary and for people who type it:
 * standard base64 (RFC 4648 section 4) without padding, which needs only characters of the GSM 7
 * bit default alphabet (3GPP TS 23.038) that every route carries unchanged.
 */
public final class TextForm {

    /** How many characters one short message holds. */
    public static final int SMS_CAPACITY = 160;

    /** How much of a text is looked at. */
    public static final int MAXIMUM_CHARACTERS = 16 * 1024;

    /** Magic, version 1 and one of the four suites, at the beginning of a word. */
    private static final Pattern START = Pattern.compile("(?<![A-Za-z0-9+/])0[QR][E-L]");

    private TextForm() {}

    /** The text form, on one line. */
    public static String encode(Octets octets) {
        return Base64.getEncoder().withoutPadding().encodeToString(octets.toArray());
    }

    /**
     * The first access request in a text, which may be human text with the request somewhere in it.
     * The request may be broken into lines or groups of equal length, the last one shorter. Where
     * more words follow immediately, what makes one of the usual lengths wins.
     *
     * @return octets that have the beginning and the length of a sealed request; whether they are
     *     one, only opening tells
     */
    public static Optional<Octets> find(CharSequence text) {
        return findAll(text.subSequence(0, Math.min(text.length(), MAXIMUM_CHARACTERS)), 1).stream()
                .findFirst();
    }

    /**
     * The access requests in a text, each once, as {@link #find} finds the first; all of the text
     * is looked at, so who calls bounds it.
     *
     * @param most how many are looked for, at least 1
     */
    public static List<Octets> findAll(CharSequence text, int most) {
        Set<Octets> found = new LinkedHashSet<>();
        Matcher start = START.matcher(text);
        while (found.size() < most && start.find()) {
            decode(Base64Run.at(text, start.start())).ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    private static Optional<Octets> decode(String base64) {
        if (base64.length() % 4 == 1) {
            return Optional.empty();
        }
        Octets octets = Octets.fromBase64(base64);
        boolean fits =
                octets.length() >= AccessRequest.MINIMUM_SEALED_LENGTH
                        && octets.length() <= AccessRequest.MAXIMUM_SEALED_LENGTH;
        return fits ? Optional.of(octets) : Optional.empty();
    }
}
