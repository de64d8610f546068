/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import java.util.Arrays;
import java.util.Optional;

/** How the tunnel that an access request asks for is secured. */
public enum TunnelProtocol {
    /** TLS 1.3. */
    TLS(1),
    /** IPsec, with TLS within. */
    IPSEC(2);

    private final int octet;

    TunnelProtocol(int octet) {
        this.octet = octet;
    }

    /** The protocol's number in an access request. */
    public int octet() {
        return octet;
    }

    /** The protocol with this number. */
    public static Optional<TunnelProtocol> of(int octet) {
        return Arrays.stream(values()).filter(protocol -> protocol.octet == octet).findFirst();
    }
}
