/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.crypto.SealingPublicKey;
import io.reveille.protocol.TunnelProtocol;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the server knows of one gateway. A snapshot: ask the {@link Registry} again for news.
 *
 * @param id one lower-case DNS label; also its certificate's common name and its name in the zone
 * @param msisdn the number that reaches it by SMS, as {@code +} and 1 to 15 digits
 * @param keyGeneration generation of the sealing key, 0 (none yet) to 255; wraps from 255 to 1
 * @param sealingKey present once enrolled
 * @param enrolledAt when it last enrolled
 * @param services by name; none before enrolment
 * @param email the mailbox that it reads
 * @param wake how it is to be woken; by the server's default if empty
 * @param tunnel how its tunnels are to be secured; it is never reached otherwise
 */
public record Gateway(
        String id,
        GatewayStatus status,
        Optional<String> msisdn,
        int keyGeneration,
        Optional<SealingPublicKey> sealingKey,
        Instant createdAt,
        Optional<Instant> enrolledAt,
        List<GatewayService> services,
        Optional<String> email,
        Optional<WakePolicy> wake,
        TunnelProtocol tunnel) {
    private static final Pattern ID = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern MSISDN = Pattern.compile("\\+[1-9][0-9]{0,14}");

    public Gateway {
        requireId(id);
        msisdn.ifPresent(Gateway::requireMsisdn);
        if (keyGeneration < 0 || keyGeneration > 255) {
            throw new IllegalArgumentException(
                    "key generation must be 0 to 255, but is " + keyGeneration);
        }
        services = List.copyOf(services);
    }

    /** A gateway without a mailbox and a policy of its own, whose tunnels are TLS. */
    public Gateway(
            String id,
            GatewayStatus status,
            Optional<String> msisdn,
            int keyGeneration,
            Optional<SealingPublicKey> sealingKey,
            Instant createdAt,
            Optional<Instant> enrolledAt,
            List<GatewayService> services) {
        this(
                id,
                status,
                msisdn,
                keyGeneration,
                sealingKey,
                createdAt,
                enrolledAt,
                services,
                Optional.empty(),
                Optional.empty(),
                TunnelProtocol.TLS);
    }

    /** Where and how it is woken, and how its tunnels come. */
    public GatewayReach reach() {
        return new GatewayReach(msisdn, email, wake, tunnel);
    }

    /** The same gateway, reached in another way. */
    public Gateway with(GatewayReach reach) {
        return new Gateway(
                id,
                status,
                reach.msisdn(),
                keyGeneration,
                sealingKey,
                createdAt,
                enrolledAt,
                services,
                reach.email(),
                reach.wake(),
                reach.tunnel());
    }

    /** Whether the text can be a gateway's id: one lower-case DNS label (RFC 1123, 2.1). */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The offered service of that name. */
    public Optional<GatewayService> service(String name) {
        return services.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    static String requireId(String id) {
        if (!isId(id)) {
            throw new IllegalArgumentException(
                    "gateway id '%s' is not one lower-case DNS label (a-z, 0-9, inner hyphens, at most 63)"
                            .formatted(id));
        }
        return id;
    }

    static String requireMsisdn(String msisdn) {
        if (!MSISDN.matcher(msisdn).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not a phone number as + and 1 to 15 digits".formatted(msisdn));
        }
        return msisdn;
    }
}
