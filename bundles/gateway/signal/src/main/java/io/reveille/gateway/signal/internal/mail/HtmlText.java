/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mail;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a person sees of an HTML page, as far as it takes to find a request in it: lines where lines
 * are, no tags, scripts, styles and comments, and the few entities that can stand within base64.
 * Takes any text, in time proportional to its length.
 */
final class HtmlText {
    private static final Set<String> BREAKING =
            Set.of("p", "div", "tr", "td", "li", "pre", "table", "blockquote", "hr", "body");
    private static final Set<String> SILENT = Set.of("style", "script", "title");
    private static final Map<String, String> ENTITIES =
            Map.of("plus", "+", "sol", "/", "equals", "=", "nbsp", " ", "shy", "", "amp", "&");
    private static final Set<Integer> INVISIBLE = Set.of(0xAD, 0x200B, 0x200C, 0x200D, 0xFEFF);
    private static final int LONGEST_ENTITY = 10;

    private final String html;
    private final StringBuilder text = new StringBuilder();
    private int position;

    private HtmlText(String html) {
        this.html = html;
    }

    static String of(String html) {
        return new HtmlText(html).read();
    }

    private String read() {
        while (position < html.length()) {
            char character = html.charAt(position);
            if (character == '<') {
                tag();
            } else if (character == '&') {
                entity();
            } else {
                text.append(character == '\n' || character == '\r' ? ' ' : character);
                position++;
            }
        }
        return text.toString();
    }

    private void tag() {
        if (html.startsWith("<!--", position)) {
            skipTo("-->");
            return;
        }
        int start = position + 1;
        boolean closing = start < html.length() && html.charAt(start) == '/';
        int from = closing ? start + 1 : start;
        int to = from;
        while (to < html.length() && to - from < 12 && isLetterOrDigit(html.charAt(to))) {
            to++;
        }
        String name = html.substring(from, to).toLowerCase(Locale.ROOT);
        skipTo(">");
        if (name.equals("br") || (name.equals("p") && !closing)) {
            text.append('\n');
        } else if (BREAKING.contains(name) && !endsWithBreak()) {
            text.append('\n'); // one for the end of a block and the beginning of the next
        }
        if (!closing && SILENT.contains(name)) {
            skipToEndOf(name);
        }
    }

    private boolean endsWithBreak() {
        int last = text.length() - 1;
        while (last >= 0 && text.charAt(last) == ' ' && text.length() - last < 16) {
            last--;
        }
        return last >= 0 && text.charAt(last) == '\n';
    }

    private void skipTo(String end) {
        int found = html.indexOf(end, position);
        position = found < 0 ? html.length() : found + end.length();
    }

    private void skipToEndOf(String name) {
        while (position < html.length()) {
            int end = html.indexOf("</", position);
            if (end < 0) {
                position = html.length();
                return;
            }
            position = end;
            if (html.regionMatches(true, end + 2, name, 0, name.length())) {
                return;
            }
            position += 2;
        }
    }

    private void entity() {
        int end = position + 1;
        int last = Math.min(html.length() - 1, position + LONGEST_ENTITY);
        while (end < last && html.charAt(end) != ';') {
            end++;
        }
        if (end > last || html.charAt(end) != ';') {
            text.append('&');
            position++;
            return;
        }
        String name = html.substring(position + 1, end);
        text.append(name.startsWith("#") ? numbered(name.substring(1)) : named(name));
        position = end + 1;
    }

    private static String named(String name) {
        return ENTITIES.getOrDefault(name.toLowerCase(Locale.ROOT), " ");
    }

    private static String numbered(String number) {
        try {
            int code =
                    number.startsWith("x") || number.startsWith("X")
                            ? Integer.parseInt(number.substring(1), 16)
                            : Integer.parseInt(number);
            if (INVISIBLE.contains(code)) {
                return "";
            }
            return code >= ' ' && code < 0x7F ? String.valueOf((char) code) : " ";
        } catch (NumberFormatException e) {
            return " ";
        }
    }

    private static boolean isLetterOrDigit(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }
}
