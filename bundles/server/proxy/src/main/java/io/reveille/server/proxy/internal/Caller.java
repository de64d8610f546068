/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.netty.channel.Channel;
import io.reveille.server.proxy.internal.budget.ClientSource;
import io.reveille.server.registry.ClientIdentity;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Who is asking, and what lets it in.
 *
 * @param address where from
 * @param identity as whom it has authenticated itself, and by what; empty if its address lets it in
 * @param granted whether its address lets it in for a while alone, because someone has opened the
 *     service for it
 */
public record Caller(
        InetSocketAddress address, Optional<ClientIdentity> identity, boolean granted) {

    /** A client of which nothing but its address is known. */
    public static Caller at(Channel channel) {
        return at((InetSocketAddress) channel.remoteAddress());
    }

    /** A client of which nothing but its address is known. */
    static Caller at(InetSocketAddress address) {
        return new Caller(ClientAddresses.plain(address), Optional.empty(), false);
    }

    /** The same client, now known by its credentials. */
    public Caller as(ClientIdentity who) {
        return new Caller(address, Optional.of(who), false);
    }

    /** The same client, let in for a while. */
    public Caller byGrant() {
        return new Caller(address, Optional.empty(), true);
    }

    /** The same client, whatever connection it comes by. */
    public Caller anyConnection() {
        return new Caller(new InetSocketAddress(address.getAddress(), 0), identity, granted);
    }

    /** By which name it has authenticated itself, if it has. */
    public Optional<String> user() {
        return identity.map(ClientIdentity::name);
    }

    /** As budgets count: a user wherever it comes from, else the address. */
    String source() {
        return user().map(name -> "user " + name)
                .orElseGet(() -> ClientSource.of(address.getAddress()));
    }

    /** For the gateway's audit. */
    public String label() {
        return address.getAddress().getHostAddress()
                + " "
                + address.getPort()
                + user().map(name -> " " + name).orElse("");
    }

    /** For the session's record. */
    String description() {
        return "from "
                + address.getAddress().getHostAddress()
                + user().map(name -> " as " + name).orElse("");
    }
}
