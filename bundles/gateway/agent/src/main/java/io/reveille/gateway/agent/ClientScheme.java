/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a client proves to the gateway who it is (RFC 9110 section 11). */
public enum ClientScheme {
    /** Name and password as they are (RFC 7617): whoever carries them, the proxy too, sees them. */
    BASIC,
    /** A proof that the password is known, with SHA-256 (RFC 7616). */
    DIGEST,
    /** A token (RFC 6750): whoever carries it sees it. */
    BEARER;

    /** As settings and files write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scheme of that text. */
    public static Optional<ClientScheme> of(String text) {
        return Arrays.stream(values()).filter(scheme -> scheme.text().equals(text)).findFirst();
    }
}
