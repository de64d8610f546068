/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

/**
 * The ways by which an access request reaches a gateway. The octets are the same on all; the
 * channel is authenticated.
 */
public enum SignalChannel {
    /** One short message (3GPP TS 23.040) with 8-bit data and application ports. */
    SMS(1, 133),
    /** An e-mail with the text form. */
    EMAIL(2, AccessRequest.MAXIMUM_SEALED_LENGTH),
    /** An MQTT message. */
    MQTT(3, AccessRequest.MAXIMUM_SEALED_LENGTH);

    private final int octet;
    private final int capacity;

    SignalChannel(int octet, int capacity) {
        this.octet = octet;
        this.capacity = capacity;
    }

    /** The channel's number in the associated data, 1 to 3. */
    public int octet() {
        return octet;
    }

    /** How many octets of a sealed access request one message holds. */
    public int capacity() {
        return capacity;
    }
}
