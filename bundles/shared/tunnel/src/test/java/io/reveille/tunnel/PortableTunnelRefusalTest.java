/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

/** The contract with the TLS of the Java platform. */
class PortableTunnelRefusalTest extends TunnelRefusalContract {

    @Override
    TunnelRuntime start() {
        return TunnelRuntime.startPortable(2);
    }
}
