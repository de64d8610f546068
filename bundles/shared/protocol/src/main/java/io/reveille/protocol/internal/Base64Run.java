/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol.internal;

import io.reveille.protocol.AccessRequest;
import java.util.Set;

/** A run of base64 in a text, put together again where it was broken into lines or groups. */
public final class Base64Run {

    /**
     * What the five usual lengths of a sealed request, 98, 110, 114, 126 and 130 octets, take as
     * text.
     */
    private static final Set<Integer> USUAL = Set.of(131, 147, 152, 168, 174);

    private static final int SHORTEST = characters(AccessRequest.MINIMUM_SEALED_LENGTH);
    private static final int LONGEST = characters(AccessRequest.MAXIMUM_SEALED_LENGTH);

    /** How many characters may stand between two lines. */
    private static final int WIDEST_GAP = 16;

    private final CharSequence text;
    private int position;

    private Base64Run(CharSequence text, int position) {
        this.text = text;
        this.position = position;
    }

    /** The run that begins here, without what stood between its lines or groups. */
    public static String at(CharSequence text, int start) {
        return new Base64Run(text, start).read();
    }

    private String read() {
        StringBuilder run = new StringBuilder(word());
        int width = run.length();
        for (int words = 1; run.length() <= LONGEST && gap(); words++) {
            String word = word();
            if (words == 1) {
                width = Math.max(width, word.length());
            }
            if (word.isEmpty() || word.length() > width) {
                break;
            }
            if (word.length() < width && !belongs(run.length(), word.length(), words > 1)) {
                break;
            }
            run.append(word);
            if (word.length() < width) {
                break;
            }
        }
        return run.toString();
    }

    /** Whether a shorter word is the end of the run rather than the next word of a human text. */
    private static boolean belongs(int length, int more, boolean broken) {
        if (USUAL.contains(length + more)) {
            return true;
        }
        return length < SHORTEST || (broken && !USUAL.contains(length));
    }

    private String word() {
        int from = position;
        while (position < text.length()
                && position - from <= LONGEST
                && isBase64(text.charAt(position))) {
            position++;
        }
        return text.subSequence(from, position).toString();
    }

    /** Steps over white space with at most one line break; whether there was any. */
    private boolean gap() {
        int from = position;
        int breaks = 0;
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            breaks += text.charAt(position) == '\n' ? 1 : 0;
            position++;
        }
        return position > from && position - from <= WIDEST_GAP && breaks <= 1;
    }

    private static boolean isBase64(char character) {
        return (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z')
                || (character >= '0' && character <= '9')
                || character == '+'
                || character == '/';
    }

    private static int characters(int octets) {
        return (octets * 4 + 2) / 3;
    }
}
