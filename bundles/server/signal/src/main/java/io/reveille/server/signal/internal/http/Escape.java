/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How a value is written so that it stays one value wherever it stands. */
public enum Escape {
    /** As it is; for headers and plain text. Line ends do not come through. */
    NONE {
        @Override
        public String apply(String value) {
            return value.replaceAll("\\p{Cntrl}", "");
        }
    },
    /** In the path or query of an address, and in forms (RFC 3986, 2.1). */
    PERCENT {
        @Override
        public String apply(String value) {
            return percent(value.getBytes(StandardCharsets.UTF_8));
        }
    },
    /** Within a JSON string (RFC 8259, 7). */
    JSON {
        @Override
        public String apply(String value) {
            StringBuilder out = new StringBuilder();
            value.chars()
                    .forEach(
                            c -> {
                                if (c == '"' || c == '\\') {
                                    out.append('\\').append((char) c);
                                } else if (c < 0x20 || c == 0x7F) {
                                    out.append(String.format(Locale.ROOT, "\\u%04x", c));
                                } else {
                                    out.append((char) c);
                                }
                            });
            return out.toString();
        }
    },
    /** Within XML text or an attribute (XML 1.0, 2.4). */
    XML {
        @Override
        public String apply(String value) {
            return NONE.apply(value)
                    .replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;")
                    .replace("'", "&apos;");
        }
    };

    private static final String PLAIN =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    public abstract String apply(String value);

    /** What is right for bodies of that type. */
    public static Escape of(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
        if (type.equals("application/x-www-form-urlencoded")) {
            return PERCENT;
        }
        if (type.equals("application/json") || type.endsWith("+json")) {
            return JSON;
        }
        return type.endsWith("/xml") || type.endsWith("+xml") ? XML : NONE;
    }

    /** Octets, percent-encoded but for what never needs it. */
    public static String percent(byte[] octets) {
        StringBuilder out = new StringBuilder(octets.length * 3);
        for (byte octet : octets) {
            char c = (char) (octet & 0xFF);
            boolean plain = PLAIN.indexOf(c) >= 0;
            if (plain) {
                out.append(c);
            } else {
                out.append(String.format(Locale.ROOT, "%%%02X", octet & 0xFF));
            }
        }
        return out.toString();
    }
}
