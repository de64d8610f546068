/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which services of which gateways: patterns {@code GATEWAY/SERVICE} in which {@code *} stands for
 * any text; {@code GATEWAY} alone is all services of it, {@code *} is everything. Nothing is
 * reached without patterns.
 *
 * @param patterns at most 64, each {@code GATEWAY/SERVICE}
 */
public record ClientReach(List<String> patterns) {
    private static final int MAX_PATTERNS = 64;
    private static final int MAX_TEXT = 4000;
    private static final Pattern FORM = Pattern.compile("[a-z0-9*-]{1,63}/[A-Za-z0-9._*-]{1,32}");

    public static final ClientReach NOTHING = new ClientReach(List.of());
    public static final ClientReach EVERYTHING = new ClientReach(List.of("*/*"));

    /**
     * @throws IllegalArgumentException whose message says what is wrong with which pattern
     */
    public ClientReach {
        patterns = List.copyOf(patterns);
        if (patterns.size() > MAX_PATTERNS || String.join(",", patterns).length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "at most %d patterns of gateways and services".formatted(MAX_PATTERNS));
        }
        for (String pattern : patterns) {
            if (!FORM.matcher(pattern).matches()) {
                throw new IllegalArgumentException(
                        "'%s' is not GATEWAY/SERVICE such as gw7/http, site-*/ssh or *"
                                .formatted(pattern));
            }
        }
    }

    /**
     * Reads patterns separated by commas or blanks; {@link #NOTHING} from a blank text.
     *
     * @throws IllegalArgumentException whose message says what is wrong with which pattern
     */
    public static ClientReach parse(String text) {
        if (text.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "at most %d characters of patterns".formatted(MAX_TEXT));
        }
        return new ClientReach(
                Arrays.stream(text.split("[,\\s]+"))
                        .filter(pattern -> !pattern.isEmpty())
                        .map(pattern -> pattern.contains("/") ? pattern : pattern + "/*")
                        .distinct()
                        .toList());
    }

    /** Whether one of the patterns matches. */
    public boolean allows(String gatewayId, String service) {
        for (String pattern : patterns) {
            int slash = pattern.indexOf('/');
            if (matches(pattern.substring(0, slash), gatewayId)
                    && matches(pattern.substring(slash + 1), service)) {
                return true;
            }
        }
        return false;
    }

    /** Goes back to the last star alone, so it takes the product of both lengths at most. */
    private static boolean matches(String glob, String text) {
        int at = 0;
        int star = -1;
        int starred = 0;
        int i = 0;
        while (i < text.length()) {
            if (at < glob.length() && glob.charAt(at) == '*') {
                star = at++;
                starred = i;
            } else if (at < glob.length() && glob.charAt(at) == text.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++starred;
            } else {
                return false;
            }
        }
        while (at < glob.length() && glob.charAt(at) == '*') {
            at++;
        }
        return at == glob.length();
    }

    /** The patterns separated by commas, as {@link #parse} reads them. */
    @Override
    public String toString() {
        return String.join(",", patterns);
    }
}
