/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.time.Duration;

/**
 * How much of one budget of access requests is in use.
 *
 * @param scope whose it is
 * @param subject the gateway or the client; empty for that of all
 * @param used so many in the past period
 * @param most so many may be
 */
public record BudgetUse(Scope scope, String subject, int used, int most, Duration period) {
    /** Whose a budget is. */
    public enum Scope {
        ALL,
        GATEWAY,
        CLIENT
    }
}
