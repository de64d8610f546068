/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

/** The contract of datagrams over epoll. */
class NativeDatagramTest extends DatagramContract {

    @Override
    TunnelRuntime start() {
        return TunnelRuntime.start(2);
    }
}
