/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

/** The contract of datagrams over the Java platform's sockets. */
class PortableDatagramTest extends DatagramContract {

    @Override
    TunnelRuntime start() {
        return TunnelRuntime.startPortable(2);
    }
}
