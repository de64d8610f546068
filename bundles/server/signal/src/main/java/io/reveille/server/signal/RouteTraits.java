/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import io.reveille.server.registry.Money;
import io.reveille.server.registry.SignalRate;
import java.util.Optional;

/**
 * What all routes for short messages have in common.
 *
 * @param name for people and for counting, 1 to 100 characters
 * @param form of the messages
 * @param cost of one message, if known
 * @param rate the most messages, if limited
 */
public record RouteTraits(
        String name, SmsForm form, Optional<Money> cost, Optional<SignalRate> rate) {
    private static final int LONGEST_NAME = 100;

    public RouteTraits {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "name '%s' is not 1 to %d characters".formatted(name, LONGEST_NAME));
        }
    }

    /** A name, and nothing known but that. */
    public static RouteTraits named(String name) {
        return new RouteTraits(name, SmsForm.AUTO, Optional.empty(), Optional.empty());
    }

    /**
     * As written in a configuration, where blank means not given.
     *
     * @throws IllegalArgumentException whose message names the property and what is wrong with it
     */
    public static RouteTraits parse(
            String name, String usualName, String form, String cost, String rate) {
        return new RouteTraits(
                name.isBlank() ? usualName : name.strip(),
                SmsForm.parse(form),
                cost.isBlank() ? Optional.empty() : Optional.of(Money.parse(cost)),
                rate.isBlank() ? Optional.empty() : Optional.of(SignalRate.parse(rate)));
    }
}
