/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.protocol.TunnelProtocol;
import io.reveille.server.registry.GatewayReach;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReachOrderTest {
    private static final GatewayReach BEFORE =
            new GatewayReach(
                    Optional.of("+4915112345678"),
                    Optional.empty(),
                    Optional.empty(),
                    TunnelProtocol.IPSEC);

    @Test
    void the_tunnels_protocol_stays_unless_it_is_given_and_is_tls_when_taken_away() {
        assertThat(ReachOrder.parse("{\"email\": \"gw7@example.com\"}").apply(BEFORE))
                .isEqualTo(BEFORE.withEmail(Optional.of("gw7@example.com")));
        assertThat(ReachOrder.parse("{\"tunnel\": \"\"}").apply(BEFORE))
                .isEqualTo(BEFORE.with(TunnelProtocol.TLS));
        assertThat(
                        ReachOrder.parse("{\"tunnel\": \"IPsec\"}")
                                .apply(BEFORE.with(TunnelProtocol.TLS)))
                .isEqualTo(BEFORE);
    }

    @Test
    void an_unknown_protocol_is_refused_with_those_that_there_are() {
        assertThatThrownBy(() -> ReachOrder.parse("{\"tunnel\": \"wireguard\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tunnel 'wireguard' is none of tls, ipsec");
    }
}
