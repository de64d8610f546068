/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

/**
 * Application port addressing (TS 23.040, 9.2.3.24.3 and 9.2.3.24.4).
 *
 * @param destination the receiving application's port
 * @param source the sending application's port
 * @param wide whether the ports take 16 bits each, else 8
 */
public record ApplicationPorts(int destination, int source, boolean wide) {
    public ApplicationPorts {
        int max = wide ? 0xFFFF : 0xFF;
        if (destination < 0 || destination > max || source < 0 || source > max) {
            throw new IllegalArgumentException(
                    "ports " + destination + " and " + source + " are not within 0 to " + max);
        }
    }

    /** Ports of 16 bits each. */
    public static ApplicationPorts of(int destination, int source) {
        return new ApplicationPorts(destination, source, true);
    }

    /** The header element that carries the ports. */
    public InformationElement element() {
        return wide
                ? InformationElement.of(
                        InformationElement.PORTS_16,
                        destination >> 8,
                        destination,
                        source >> 8,
                        source)
                : InformationElement.of(InformationElement.PORTS_8, destination, source);
    }
}
