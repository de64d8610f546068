/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

/** Letter case as DNS knows it: of ASCII letters alone (RFC 4343). */
final class AsciiCase {
    private AsciiCase() {}

    static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return lower.toString();
    }
}
