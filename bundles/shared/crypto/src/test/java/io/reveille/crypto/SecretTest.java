/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void shows_its_length_and_nothing_else() {
        Secret secret = Secret.of(new byte[] {0x41, 0x42, 0x43});

        assertThat(secret).hasToString("Secret[3 octets]");
        assertThat(secret.hashCode()).isEqualTo(Secret.random(3).hashCode());
    }

    @Test
    void is_compared_by_content() {
        Secret secret = Secret.of(new byte[] {1, 2, 3});

        assertThat(secret).isEqualTo(Secret.of(new byte[] {1, 2, 3}));
        assertThat(secret).isNotEqualTo(Secret.of(new byte[] {1, 2, 4}));
        assertThat(secret).isNotEqualTo(Secret.of(new byte[] {1, 2}));
    }

    @Test
    void keeps_its_own_copy() {
        byte[] octets = {1, 2, 3};
        Secret secret = Secret.of(octets);

        octets[0] = 9;
        secret.copy()[1] = 9;

        assertThat(secret.copy()).containsExactly(1, 2, 3);
    }

    @Test
    void gives_nothing_once_it_is_destroyed() {
        Secret secret = Secret.of(new byte[] {0, 0});
        assertThat(secret.isDestroyed()).isFalse();

        secret.destroy();

        assertThat(secret.isDestroyed()).isTrue();
        assertThat(secret).isNotEqualTo(Secret.of(new byte[] {0, 0})).isEqualTo(secret);
        assertThatIllegalStateException().isThrownBy(secret::copy);
    }

    @Test
    void is_random_when_asked() {
        assertThat(Secret.random(16)).isNotEqualTo(Secret.random(16));
        assertThat(Secret.random(16).length()).isEqualTo(16);
    }
}
