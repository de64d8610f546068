/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import java.util.Optional;

/** A client says what this entry does not take. */
final class SocksException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Optional<SocksReply> reply;

    /**
     * @param reply what the client is told; nothing if it does not speak SOCKS5
     */
    SocksException(Optional<SocksReply> reply, String reason) {
        super(reason, null, false, false);
        this.reply = reply;
    }

    SocksException(SocksReply reply, String reason) {
        this(Optional.of(reply), reason);
    }

    Optional<SocksReply> reply() {
        return reply;
    }
}
