/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import java.time.Instant;
import java.util.Map;

/**
 * One line of the audit log.
 *
 * @param number 1 for the first line ever written in this home, then one more each
 * @param at the gateway's own clock, which is only as right as that clock
 * @param event what happened: {@code accepted}, {@code refused}, {@code tunnel-up} …
 * @param details what is known about it, in the order written; never a secret
 * @param previous the hash of the line before, 64 hexadecimal digits; zeros before the first
 * @param hash SHA-256 of this line without its hash, 64 hexadecimal digits
 */
public record AuditEntry(
        long number,
        Instant at,
        String event,
        Map<String, String> details,
        String previous,
        String hash) {}
