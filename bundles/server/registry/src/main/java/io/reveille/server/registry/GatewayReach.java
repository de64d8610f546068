/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where and how a gateway is woken.
 *
 * @param msisdn its phone number, as {@code +} and 1 to 15 digits
 * @param email the mailbox that it reads, at most 254 characters (RFC 5321, 4.5.3.1)
 * @param wake its own policy; the server's default if empty
 */
public record GatewayReach(
        Optional<String> msisdn, Optional<String> email, Optional<WakePolicy> wake) {
    private static final int LONGEST_EMAIL = 254;
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s\\p{Cntrl}@<>,;:\"]+@[^\\s\\p{Cntrl}@<>,;\"]+");

    public GatewayReach {
        msisdn.ifPresent(Gateway::requireMsisdn);
        email.ifPresent(GatewayReach::requireEmail);
    }

    private static void requireEmail(String text) {
        if (text.length() > LONGEST_EMAIL || !EMAIL.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not an e-mail address such as pump-17@example.com".formatted(text));
        }
    }
}
