/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.http;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The authority that a request is for.
 *
 * @param text as the client wrote it, with the port if there was one
 * @param host the name alone
 */
public record HostName(String text, String host) {

    private static final Pattern AUTHORITY =
            Pattern.compile("([A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,64}])(?::[0-9]{0,5})?");
    private static final Pattern ABSOLUTE =
            Pattern.compile("https?://([^/?#]*)(/[^#]*|\\?[^#]*)?", Pattern.CASE_INSENSITIVE);

    /** Reads one authority. */
    public static HostName of(String authority) throws BadMessageException {
        Matcher matcher = AUTHORITY.matcher(authority);
        if (!matcher.matches()) {
            throw new BadMessageException("Host is malformed");
        }
        return new HostName(authority, matcher.group(1));
    }

    /** The one Host of a request, which its target does not contradict (RFC 9112 section 3.2). */
    public static HostName of(RequestHead head) throws BadMessageException {
        List<String> hosts = head.fields().all("host");
        if (hosts.size() != 1) {
            throw new BadMessageException(hosts.isEmpty() ? "no Host" : "more than one Host");
        }
        HostName host = of(hosts.get(0));
        Matcher absolute = ABSOLUTE.matcher(head.target());
        if (absolute.matches()
                && !absolute.group(1)
                        .toLowerCase(Locale.ROOT)
                        .equals(host.text().toLowerCase(Locale.ROOT))) {
            throw new BadMessageException("Host is another than the target's");
        }
        return host;
    }

    /** The target in origin form, or {@code *} of OPTIONS. */
    public static String originForm(RequestHead head) throws BadMessageException {
        String target = head.target();
        if (target.indexOf('#') >= 0) {
            throw new BadMessageException("the target has a fragment");
        }
        if (target.startsWith("/") || (target.equals("*") && head.method().equals("OPTIONS"))) {
            return target;
        }
        Matcher absolute = ABSOLUTE.matcher(target);
        if (head.method().equals("CONNECT") || !absolute.matches()) {
            throw new BadMessageException("the target is malformed");
        }
        String path = absolute.group(2) == null ? "" : absolute.group(2);
        return path.startsWith("/") ? path : "/" + path;
    }
}
