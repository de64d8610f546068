/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.ipsec;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How the IKE daemon of this machine is used. Gateways and proxy must agree on the inner address.
 *
 * @param viciSocket where strongSwan listens for orders
 * @param innerAddress the proxy's address inside the tunnels. The default is of 198.18.0.0/15 (RFC
 *     2544), which neither sites nor carriers use
 * @param patience how long IKE may take to come up, 1 s to 2 min
 */
public record IpsecSettings(Path viciSocket, Inet4Address innerAddress, Duration patience) {
    /** Where Debian's strongSwan listens. */
    public static final Path DEFAULT_SOCKET = Path.of("/var/run/charon.vici");

    public IpsecSettings {
        if (patience.compareTo(Duration.ofSeconds(1)) < 0
                || patience.compareTo(Duration.ofMinutes(2)) > 0) {
            throw new IllegalArgumentException(
                    "IKE may take 1 s to 2 min, not " + patience.toSeconds() + " s");
        }
    }

    /** The default addresses, and 20 s for IKE. */
    public static IpsecSettings at(Path viciSocket) {
        return new IpsecSettings(viciSocket, address(198, 18, 0, 1), Duration.ofSeconds(20));
    }

    /** The same with another address of the proxy inside the tunnels. */
    public IpsecSettings withInnerAddress(Inet4Address address) {
        return new IpsecSettings(viciSocket, address, patience);
    }

    private static Inet4Address address(int... octets) {
        try {
            byte[] raw = new byte[octets.length];
            for (int i = 0; i < octets.length; i++) {
                raw[i] = (byte) octets[i];
            }
            return (Inet4Address) InetAddress.getByAddress(raw);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
