/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The head of an HTTP/1.1 request (RFC 9112), read so strictly that nobody behind can take it for
 * something else: no bare CR or LF, no folded lines, no blank before a colon, one length at most.
 *
 * @param old whether it is HTTP/1.0
 * @param persistent whether another request may follow
 * @param length of the body; -1 if it is chunked
 * @param fields as they came, in their order
 */
record RequestHead(
        String method,
        String target,
        boolean old,
        boolean persistent,
        long length,
        List<Field> fields) {

    static final int LONGEST = 16 * 1024;
    static final long CHUNKED = -1;

    private static final int MOST_FIELDS = 100;
    private static final Pattern REQUEST_LINE =
            Pattern.compile("([A-Z][A-Z0-9-]{0,19}) ([!-~]{1,8000}) HTTP/1\\.([01])");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern VALUE = Pattern.compile("[\\t -~\\x80-\\xff]*");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");
    private static final String UPGRADE = "upgrade";

    /** What is the gateway's, or could turn the connection into something that is not looked at. */
    private static final Set<String> NOT_PASSED_ON =
            Set.of("authorization", "proxy-authorization", "http2-settings");

    /** One line; the name as it came. */
    record Field(String name, String value) {
        boolean is(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

    /**
     * Reads a head.
     *
     * @param text all octets, one character each, with the empty line at its end
     */
    static RequestHead parse(String text) throws HeadException {
        if (!text.endsWith("\r\n\r\n")) {
            throw new HeadException(400, "the head does not end");
        }
        String[] lines = text.substring(0, text.length() - 4).split("\r\n", -1);
        var line = REQUEST_LINE.matcher(lines[0]);
        if (!line.matches()) {
            throw new HeadException(400, "no HTTP/1.1 request line");
        }
        if (lines.length - 1 > MOST_FIELDS) {
            throw new HeadException(431, "too many fields");
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            fields.add(field(lines[i]));
        }
        boolean old = line.group(3).equals("0");
        String method = line.group(1);
        String target = line.group(2);
        if (method.equals("CONNECT") || !(target.startsWith("/") || target.equals("*"))) {
            throw new HeadException(400, "not a request to this service");
        }
        if (count(fields, "host") > 1 || (!old && count(fields, "host") == 0)) {
            throw new HeadException(400, "not one Host");
        }
        if (count(fields, "authorization") > 1) {
            throw new HeadException(400, "more than one Authorization");
        }
        boolean close = hasToken(fields, "connection", "close");
        return new RequestHead(
                method, target, old, !old && !close, length(fields, old), List.copyOf(fields));
    }

    private static Field field(String line) throws HeadException {
        int colon = line.indexOf(':');
        if (colon < 0
                || !TOKEN.matcher(line.substring(0, colon)).matches()
                || !VALUE.matcher(line.substring(colon + 1)).matches()) {
            throw new HeadException(400, "a line that is no field");
        }
        return new Field(line.substring(0, colon), line.substring(colon + 1).strip());
    }

    private static long length(List<Field> fields, boolean old) throws HeadException {
        int lengths = count(fields, "content-length");
        int codings = count(fields, "transfer-encoding");
        if (lengths + codings > 1 || (old && codings > 0)) {
            throw new HeadException(400, "more than one length");
        }
        if (codings == 1) {
            if (!first(fields, "transfer-encoding").orElse("").equalsIgnoreCase("chunked")) {
                throw new HeadException(501, "a transfer coding that is not chunked");
            }
            return CHUNKED;
        }
        String length = first(fields, "content-length").orElse("0");
        if (!DIGITS.matcher(length).matches()) {
            throw new HeadException(400, "a length that is no number");
        }
        return Long.parseLong(length);
    }

    /** What it gave to show who it is. */
    Optional<String> credentials() {
        return first(fields, "authorization");
    }

    /** Whether it asks for a WebSocket (RFC 6455): all that can be changed to. */
    boolean wantsWebSocket() {
        return hasToken(fields, "connection", UPGRADE)
                && first(fields, UPGRADE).filter("websocket"::equalsIgnoreCase).isPresent();
    }

    boolean expectsContinue() {
        return first(fields, "expect").isPresent();
    }

    /** The head as the service gets it: without credentials, nor an upgrade to anything else. */
    String forService() {
        StringBuilder text = new StringBuilder(method).append(' ').append(target);
        text.append(version());
        for (Field field : fields) {
            boolean kept =
                    !NOT_PASSED_ON.contains(field.name().toLowerCase(Locale.ROOT))
                            && (!field.is(UPGRADE) || wantsWebSocket());
            if (kept) {
                text.append(field.name()).append(": ").append(field.value()).append("\r\n");
            }
        }
        return text.append("\r\n").toString();
    }

    private String version() {
        return old ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n";
    }

    private static boolean hasToken(List<Field> fields, String name, String token) {
        return fields.stream()
                .filter(field -> field.is(name))
                .flatMap(field -> List.of(field.value().split(",", -1)).stream())
                .anyMatch(value -> value.strip().equalsIgnoreCase(token));
    }

    private static int count(List<Field> fields, String name) {
        return (int) fields.stream().filter(field -> field.is(name)).count();
    }

    private static Optional<String> first(List<Field> fields, String name) {
        return fields.stream().filter(field -> field.is(name)).map(Field::value).findFirst();
    }

    /** Nothing of the fields, which hold secrets. */
    @Override
    public String toString() {
        return "RequestHead[" + method + "]";
    }
}
