/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mail;

import io.reveille.crypto.Octets;
import io.reveille.protocol.AccessRequest;
import io.reveille.protocol.TextForm;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds what may be access requests in the content of a part. The text form has ASCII characters
 * only, so no charset is believed: what it says, and whether it is right, makes no difference.
 */
final class MailText {
    /** How much of a text is looked at. */
    static final int MOST_OCTETS = 64 * 1024;

    /** How much of an attachment is looked at. */
    static final int MOST_OCTETS_ATTACHED = 4 * 1024;

    /** Magic and version 1, the first octet of a request. */
    private static final int MAGIC = 0xD1;

    private static final Pattern QUOTE = Pattern.compile("(?m)^[> ]*>[> ]?");
    private static final Pattern SOFT_BREAK = Pattern.compile("=[ \\t]*\\r?\\n");

    private MailText() {}

    /** What is in a text: as it is, quoted in an answer, and as quoted-printable. */
    static List<Octets> find(byte[] octets, boolean html) {
        String text = text(octets);
        if (html) {
            text = HtmlText.of(text);
        }
        Set<Octets> found = new LinkedHashSet<>(find(text));
        if (text.indexOf('>') >= 0) {
            found.addAll(find(QUOTE.matcher(text).replaceAll("")));
        }
        if (SOFT_BREAK.matcher(text).find()) {
            found.addAll(find(SOFT_BREAK.matcher(text).replaceAll("")));
        }
        return List.copyOf(found);
    }

    /** What is in an attachment: a request itself, or its text form. */
    static List<Octets> findAttached(byte[] octets) {
        if (octets.length > 0
                && (octets[0] & 0xFF) == MAGIC
                && octets.length >= AccessRequest.MINIMUM_SEALED_LENGTH
                && octets.length <= AccessRequest.MAXIMUM_SEALED_LENGTH) {
            return List.of(Octets.of(octets));
        }
        return find(octets, false);
    }

    private static List<Octets> find(String text) {
        return TextForm.findAll(text, RequestsInMail.MOST_REQUESTS);
    }

    /** Every octet a character; without the zeros of the wider charsets. */
    private static String text(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    }
}
