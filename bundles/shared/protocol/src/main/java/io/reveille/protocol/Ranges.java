/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

/** Says which value is out of which range. */
final class Ranges {

    private Ranges() {}

    static void check(String what, long value, long from, long to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException(
                    what + " must be " + from + " to " + to + ", not " + value);
        }
    }
}
