/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TunnelTokenTest {

    @Test
    void is_hidden_and_compared_by_content() {
        byte[] octets = Fleet.counting(0, 32).copy();
        TunnelToken token = TunnelToken.of(octets);
        octets[31]++;

        assertThat(token).hasToString("TunnelToken[hidden]");
        assertThat(token).isEqualTo(TunnelToken.of(Fleet.counting(0, 32).copy()));
        assertThat(token).isNotEqualTo(TunnelToken.of(octets));
        assertThat(token).hasSameHashCodeAs(TunnelToken.of(Fleet.counting(0, 32).copy()));
        assertThat(token.toArray()).isEqualTo(Fleet.counting(0, 32).copy());
    }

    @Test
    void depends_on_the_negotiation_key_and_on_the_session() {
        SessionId session = SessionId.of(new byte[16]);
        TunnelToken token = TunnelToken.derive(Fleet.counting(0, 16), session);

        assertThat(token).isEqualTo(TunnelToken.derive(Fleet.counting(0, 16), session));
        assertThat(token).isNotEqualTo(TunnelToken.derive(Fleet.counting(1, 16), session));
        assertThat(token)
                .isNotEqualTo(
                        TunnelToken.derive(
                                Fleet.counting(0, 16), SessionId.of(Fleet.counting(0, 16).copy())));
    }

    @Test
    void has_32_octets_and_a_session_id_16() {
        assertThatIllegalArgumentException().isThrownBy(() -> TunnelToken.of(new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> SessionId.of(new byte[17]));
        assertThat(SessionId.of(new byte[16]).toArray()).isEqualTo(new byte[16]);
        assertThat(SessionId.of(new byte[16])).hasToString("AAAAAAAAAAAAAAAAAAAAAA==");
    }
}
