/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.netty.channel.Channel;
import io.reveille.server.proxy.internal.budget.ClientSource;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Who is asking.
 *
 * @param address where from
 * @param user by which name it has authenticated itself; empty if its address alone lets it in
 */
public record Caller(InetSocketAddress address, Optional<String> user) {

    /** A client of which nothing but its address is known. */
    public static Caller at(Channel channel) {
        InetSocketAddress address = (InetSocketAddress) channel.remoteAddress();
        return new Caller(ClientAddresses.plain(address), Optional.empty());
    }

    /** The same client, now known by its name. */
    public Caller as(String name) {
        return new Caller(address, Optional.of(name));
    }

    /** As budgets count: a user wherever it comes from, else the address. */
    String source() {
        return user.map(name -> "user " + name)
                .orElseGet(() -> ClientSource.of(address.getAddress()));
    }

    /** For the gateway's audit. */
    public String label() {
        return address.getAddress().getHostAddress()
                + " "
                + address.getPort()
                + user.map(name -> " " + name).orElse("");
    }

    /** For the session's record. */
    String description() {
        return "from "
                + address.getAddress().getHostAddress()
                + user.map(name -> " as " + name).orElse("");
    }
}
