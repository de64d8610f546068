/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

/** The contract over the Java platform's own selector and TLS. */
class PortableTunnelTest extends TunnelContract {

    @Override
    TunnelRuntime start() {
        return TunnelRuntime.startPortable(2);
    }
}
