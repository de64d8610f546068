/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.reveille.tunnel.TunnelSettings;

/**
 * What a tunnel stands on.
 *
 * @param settings how it behaves
 * @param epoll whether its connection is one of the native transport
 * @param budget what its windows share with those of the other tunnels of this process
 */
record TunnelGround(TunnelSettings settings, boolean epoll, GrowthBudget budget) {}
