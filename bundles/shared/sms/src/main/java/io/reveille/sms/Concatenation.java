/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

/**
 * Which part of a longer message this one is (TS 23.040, 9.2.3.24.1 and 9.2.3.24.8).
 *
 * @param reference the same in all parts: 0 to 255, or to 65535 when wide
 * @param total how many parts there are, 1 to 255
 * @param sequence which of them this is, 1 to total
 * @param wide whether the reference takes 16 bits, else 8
 */
public record Concatenation(int reference, int total, int sequence, boolean wide) {
    public Concatenation {
        int max = wide ? 0xFFFF : 0xFF;
        if (reference < 0 || reference > max) {
            throw new IllegalArgumentException(
                    "reference " + reference + " is not within 0 to " + max);
        }
        if (total < 1 || total > 255 || sequence < 1 || sequence > total) {
            throw new IllegalArgumentException("no part " + sequence + " of " + total);
        }
    }

    /** The header element that carries this. */
    public InformationElement element() {
        return wide
                ? InformationElement.of(
                        InformationElement.CONCATENATION_16,
                        reference >> 8,
                        reference,
                        total,
                        sequence)
                : InformationElement.of(
                        InformationElement.CONCATENATION_8, reference, total, sequence);
    }
}
