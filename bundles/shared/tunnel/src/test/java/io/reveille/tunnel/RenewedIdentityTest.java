/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A listener whose certificate is renewed, and whose fleet changes its authority. */
class RenewedIdentityTest {

    @Test
    void uses_a_renewed_identity_and_a_new_authority_without_a_restart() throws Exception {
        // given a gateway that knows the fleet's authority and the one to come
        TestFleet fleet = new TestFleet();
        TestFleet next = new TestFleet();
        TunnelTls of = fleet.gateway("gw1");
        TunnelTls gateway = new TunnelTls(of.key(), of.chain(), List.of(fleet.anchor, next.anchor));
        TunnelTls renewed = next.server();
        AtomicReference<TunnelTls> server = new AtomicReference<>(fleet.server());
        TunnelRuntime runtime = TunnelRuntime.start(1);
        try (TestTunnel proxy =
                new TestTunnel(fleet, server::get, runtime, TunnelSettings.defaults())) {
            proxy.dialer(gateway).dial(proxy.order(proxy.listener.address()));
            assertThat(proxy.opened.poll(10, TimeUnit.SECONDS)).isNotNull();

            // when the server's certificate comes from the new authority
            server.set(
                    new TunnelTls(
                            renewed.key(), renewed.chain(), List.of(fleet.anchor, next.anchor)));

            // then the gateway still comes in, and one that knows the old authority only does not
            proxy.credentials.put(TestTunnel.CREDENTIAL, true);
            proxy.dialer(gateway).dial(proxy.order(proxy.listener.address()));
            assertThat(proxy.opened.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThatThrownBy(
                            () ->
                                    proxy.dialer(fleet.gateway("gw1"))
                                            .dial(proxy.order(proxy.listener.address()))
                                            .toCompletableFuture()
                                            .get(10, TimeUnit.SECONDS))
                    .isNotNull();
        } finally {
            runtime.close();
        }
    }
}
