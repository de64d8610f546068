/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

/**
 * The device's network: an address from the carrier on {@code wwan0}, and a radio for short
 * messages.
 *
 * @param namespace where the gateway runs
 */
public record Device(Namespace namespace) {
    static final String FIRST_ADDRESS = "100.64.0.2";

    static Device start(Namespace namespace) {
        namespace.ip(
                "addr add " + FIRST_ADDRESS + "/16 dev wwan0",
                "link set wwan0 up",
                "route add default via " + CarrierNat.DEVICE_SIDE);
        return new Device(namespace);
    }

    /** The address it has from the carrier now. */
    public String address() {
        String line = namespace.output("ip", "-4", "-o", "addr", "show", "dev", "wwan0");
        return line.replaceFirst("(?s).* inet ([0-9.]+)/.*", "$1");
    }

    /**
     * Gives it another address, as a carrier does after a loss of the radio bearer: the old one is
     * gone at once.
     */
    public void changeAddress(String address) {
        namespace.ip(
                "addr flush dev wwan0 scope global",
                "addr add " + AddressRange.DEVICES.require(address) + "/16 dev wwan0",
                "route replace default via " + CarrierNat.DEVICE_SIDE);
    }

    /** Its TCP connections that are open, one a line, as {@code ss} shows them. */
    public String openConnections() {
        return namespace.output("ss", "-Htn", "state", "established", "dst", CarrierNetwork.PROXY);
    }
}
