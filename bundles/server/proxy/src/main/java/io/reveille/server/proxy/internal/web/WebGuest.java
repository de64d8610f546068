/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.web;

import io.netty.channel.EventLoop;
import io.reveille.server.proxy.internal.Caller;
import io.reveille.server.registry.ClientIdentity;
import java.util.Optional;

/**
 * One connection of a client.
 *
 * @param known whom its certificate shows, if it has one
 * @param https whether it is encrypted
 * @param legs the connections to services that it has
 * @param welcome called whenever one of its requests is admitted
 */
record WebGuest(
        WebGround web,
        Caller caller,
        Optional<ClientIdentity> known,
        boolean https,
        EventLoop loop,
        Legs legs,
        Runnable welcome) {}
