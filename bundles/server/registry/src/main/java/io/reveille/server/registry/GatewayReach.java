/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.protocol.TunnelProtocol;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where and how a gateway is woken, and how its tunnels come.
 *
 * @param msisdn its phone number, as {@code +} and 1 to 15 digits
 * @param email the mailbox that it reads, at most 254 characters (RFC 5321, 4.5.3.1)
 * @param wake its own policy; the server's default if empty
 * @param tunnel how its tunnels are secured
 */
public record GatewayReach(
        Optional<String> msisdn,
        Optional<String> email,
        Optional<WakePolicy> wake,
        TunnelProtocol tunnel) {
    private static final int LONGEST_EMAIL = 254;
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s\\p{Cntrl}@<>,;:\"]+@[^\\s\\p{Cntrl}@<>,;\"]+");

    public GatewayReach {
        msisdn.ifPresent(Gateway::requireMsisdn);
        email.ifPresent(GatewayReach::requireEmail);
    }

    /** A gateway whose tunnels are TLS. */
    public GatewayReach(
            Optional<String> msisdn, Optional<String> email, Optional<WakePolicy> wake) {
        this(msisdn, email, wake, TunnelProtocol.TLS);
    }

    /** The same with this mailbox. */
    public GatewayReach withEmail(Optional<String> address) {
        return new GatewayReach(msisdn, address, wake, tunnel);
    }

    /** The same with this policy. */
    public GatewayReach with(Optional<WakePolicy> policy) {
        return new GatewayReach(msisdn, email, policy, tunnel);
    }

    /** The same with such tunnels. */
    public GatewayReach with(TunnelProtocol protocol) {
        return new GatewayReach(msisdn, email, wake, protocol);
    }

    private static void requireEmail(String text) {
        if (text.length() > LONGEST_EMAIL || !EMAIL.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not an e-mail address such as pump-17@example.com".formatted(text));
        }
    }
}
