/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.http;

import io.reveille.server.proxy.internal.http.Fields.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads heads (RFC 9112 sections 2 to 5). Requests are read as strictly as the grammar has it, and
 * what the grammar only tolerates is refused: whatever two readers could take differently. Of
 * responses, as small devices give them, folded lines and bare line feeds are taken, and written in
 * order again.
 */
public final class HeadParser {

    private static final int MOST_FIELDS = 100;
    private static final Pattern REQUEST =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}) ([\\x21-\\x7e]+) HTTP/1\\.([01])");
    private static final Pattern STATUS =
            Pattern.compile("HTTP/1\\.([01]) ([1-5][0-9]{2})(?: ([\\t\\x20-\\x7e\\x80-\\xff]*))?");
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

    private HeadParser() {}

    /**
     * Reads a request's head.
     *
     * @param text all lines, each with its end, without the empty one; octets as ISO 8859-1
     */
    public static RequestHead request(String text) throws BadMessageException {
        List<String> lines = lines(text);
        Matcher line = REQUEST.matcher(lines.get(0));
        if (!line.matches()) {
            throw new BadMessageException("the request line is malformed");
        }
        Fields fields = fields(lines.subList(1, lines.size()));
        return new RequestHead(
                line.group(1), line.group(2), line.group(3).equals("1") ? 1 : 0, fields);
    }

    /** Reads a response's head, as {@link #request}. */
    public static ResponseHead response(String text) throws BadMessageException {
        String unfolded = text.replaceAll("\r?\n[ \t]+", " ").replaceAll("\r?\n", "\r\n");
        List<String> lines = lines(unfolded);
        Matcher line = STATUS.matcher(lines.get(0));
        if (!line.matches()) {
            throw new BadMessageException("the status line is malformed");
        }
        return new ResponseHead(
                Integer.parseInt(line.group(2)),
                line.group(3) == null ? "" : line.group(3),
                line.group(1).equals("1") ? 1 : 0,
                fields(lines.subList(1, lines.size())));
    }

    /** Reads a trailer section; empty text has no fields. */
    public static Fields trailers(String text) throws BadMessageException {
        return text.isEmpty() ? Fields.NONE : fields(lines(text));
    }

    private static List<String> lines(String text) throws BadMessageException {
        if (!text.endsWith("\r\n")) {
            throw new BadMessageException("a line does not end in CR LF");
        }
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf("\r\n", start);
            String line = text.substring(start, end);
            if (line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0) {
                throw new BadMessageException("a line ends in CR or LF alone");
            }
            lines.add(line);
            start = end + 2;
        }
        return lines;
    }

    private static Fields fields(List<String> lines) throws BadMessageException {
        if (lines.size() > MOST_FIELDS) {
            throw new BadMessageException(431, "more than " + MOST_FIELDS + " fields");
        }
        List<Field> fields = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(" ") || line.startsWith("\t")) {
                throw new BadMessageException("a field is folded");
            }
            int colon = line.indexOf(':');
            if (colon < 1 || !NAME.matcher(line).region(0, colon).matches()) {
                throw new BadMessageException("a field's name is malformed");
            }
            String value = strip(line.substring(colon + 1));
            if (!VALUE.matcher(value).matches()) {
                throw new BadMessageException("a field's value has a control character");
            }
            fields.add(new Field(line.substring(0, colon), value));
        }
        return new Fields(fields);
    }

    /** Optional white space alone (RFC 9110 section 5.6.3). */
    private static String strip(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && isBlank(value.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
