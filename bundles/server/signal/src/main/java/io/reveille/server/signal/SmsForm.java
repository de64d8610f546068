/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import java.util.Locale;

/** In what form short messages carry access requests. */
public enum SmsForm {
    /** Octets behind a header with application ports (3GPP TS 23.040, 9.2.3.24.4). */
    BINARY,
    /** Base64 in the GSM 7 bit alphabet, for routes that mangle octets; a third less fits in. */
    TEXT,
    /** Octets, until a test of the route has found that it mangles them. */
    AUTO;

    /**
     * Reads {@code binary}, {@code text} or {@code auto}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static SmsForm parse(String text) {
        try {
            return valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "form '" + text + "' is none of binary, text, auto", e);
        }
    }
}
