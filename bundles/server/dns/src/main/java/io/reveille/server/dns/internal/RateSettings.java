/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.server.registry.CidrBlock;
import java.util.List;

/**
 * How many answers go by UDP to one source network (24 bits of IPv4, 56 of IPv6) whose addresses
 * are not known to be its own by a cookie.
 *
 * @param same answers to the same question in a second, 1 to 100000
 * @param all answers of any kind in a second, 1 to 1000000
 * @param slip every so many of those held back goes as a truncated one, so that honest resolvers
 *     come by TCP; 0: none, at most 10
 * @param exempt networks that are not limited
 */
public record RateSettings(int same, int all, int slip, List<CidrBlock> exempt) {
    public static final RateSettings DEFAULT =
            new RateSettings(20, 500, 2, CidrBlock.parseList("127.0.0.0/8,::1/128"));

    public RateSettings {
        exempt = List.copyOf(exempt);
        require("rate.same", same, 1, 100_000);
        require("rate.all", all, 1, 1_000_000);
        require("rate.slip", slip, 0, 10);
    }

    private static void require(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s must be %d to %d, but is %d".formatted(what, least, most, value));
        }
    }
}
