/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount, such as what one message costs.
 *
 * @param micros millionths of the currency's unit, not negative
 * @param currency three capital letters (ISO 4217)
 */
public record Money(long micros, String currency) implements Comparable<Money> {
    private static final Pattern TEXT =
            Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?)\\s*([A-Z]{3})");
    private static final Comparator<Money> BY_AMOUNT =
            Comparator.comparingLong(Money::micros).thenComparing(Money::currency);

    public Money {
        if (micros < 0) {
            throw new IllegalArgumentException("an amount of money is negative: " + micros);
        }
        if (!currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException(
                    "currency '%s' is not three capital letters such as EUR".formatted(currency));
        }
    }

    /**
     * Reads an amount such as {@code 0.075 EUR}.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static Money parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not an amount such as 0.075 EUR".formatted(text));
        }
        return new Money(
                new BigDecimal(matcher.group(1)).movePointRight(6).longValueExact(),
                matcher.group(2));
    }

    /** By amount alone: currencies are not converted. */
    @Override
    public int compareTo(Money other) {
        return BY_AMOUNT.compare(this, other);
    }

    /** Such as {@code 0.075 EUR}. */
    @Override
    public String toString() {
        String amount = BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
        return amount + " " + currency;
    }
}
