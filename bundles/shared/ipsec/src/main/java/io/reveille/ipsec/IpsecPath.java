/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.ipsec;

import java.net.InetSocketAddress;

/** An IPsec tunnel that is up. */
public interface IpsecPath extends AutoCloseable {
    /** Where the proxy is reached inside it. */
    InetSocketAddress proxy();

    /** Takes it down and forgets its key; within some seconds. Blocks. */
    @Override
    void close();
}
