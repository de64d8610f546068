/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

/**
 * TP-ST: what became of a message (TS 23.040, 9.2.3.15).
 *
 * @param octet the octet on the wire, 0 to 255
 */
public record DeliveryStatus(int octet) {
    /** What the status means, taken coarsely. */
    public enum Outcome {
        /** The transaction is over: delivered, or as good as. */
        COMPLETED,
        /** Not yet, and the centre keeps trying. */
        STILL_TRYING,
        /** Not delivered, for good. */
        FAILED,
        /** Not delivered for a passing reason, yet the centre has given up. */
        GIVEN_UP,
        /** A value without a meaning yet. */
        RESERVED
    }

    /** Received by the mobile. */
    public static final DeliveryStatus RECEIVED = new DeliveryStatus(0x00);

    public DeliveryStatus {
        Coding.octet("TP-ST", octet);
    }

    /** What it means. */
    public Outcome outcome() {
        return switch (octet >> 5) {
            case 0 -> Outcome.COMPLETED;
            case 1 -> Outcome.STILL_TRYING;
            case 2 -> Outcome.FAILED;
            case 3 -> Outcome.GIVEN_UP;
            default -> Outcome.RESERVED;
        };
    }
}
