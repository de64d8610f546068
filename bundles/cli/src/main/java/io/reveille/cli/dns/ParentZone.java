/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.dns;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * The zone above.
 *
 * @param name for people
 * @param servers its name servers, one address of each; none if no address is known
 */
record ParentZone(String name, List<InetSocketAddress> servers) {
    ParentZone {
        servers = List.copyOf(servers);
    }
}
