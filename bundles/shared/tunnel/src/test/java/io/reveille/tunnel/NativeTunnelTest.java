/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.tunnel.internal.TlsContexts;
import org.junit.jupiter.api.Test;

/** The contract over epoll and BoringSSL. */
class NativeTunnelTest extends TunnelContract {

    @Override
    TunnelRuntime start() {
        return TunnelRuntime.start(2);
    }

    @Test
    void runs_on_native_code() {
        try (TunnelRuntime runtime = start()) {
            assertThat(runtime.isNative()).isTrue();
            assertThat(TlsContexts.nativeLoadable()).isTrue();
        }
    }
}
