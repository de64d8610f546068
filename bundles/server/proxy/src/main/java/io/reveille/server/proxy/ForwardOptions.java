/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import java.util.Optional;

/**
 * The entries for clients that ask for a forward connection by name.
 *
 * @param connect HTTP CONNECT (RFC 9110 section 9.3.6); off if empty
 * @param socks SOCKS5 (RFC 1928); off if empty
 */
public record ForwardOptions(Optional<ForwardPort> connect, Optional<ForwardPort> socks) {
    /** Neither. */
    public static final ForwardOptions OFF = new ForwardOptions(Optional.empty(), Optional.empty());
}
