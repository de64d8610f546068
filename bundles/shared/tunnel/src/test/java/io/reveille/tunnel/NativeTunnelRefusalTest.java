/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

/** The contract with BoringSSL. */
class NativeTunnelRefusalTest extends TunnelRefusalContract {

    @Override
    TunnelRuntime start() {
        return TunnelRuntime.start(2);
    }
}
