/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import java.util.Objects;

/**
 * How a stream of datagrams ended.
 *
 * @param end which end ended it, and the octets of payload
 * @param unreachable whether the terminal said that nobody listens at the service's port
 */
public record DatagramEnd(StreamEnd end, boolean unreachable) {
    public DatagramEnd {
        Objects.requireNonNull(end, "end");
    }
}
