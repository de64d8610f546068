/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.sni;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** What TLS has to say to a client before there are keys: fatal alerts (RFC 8446 section 6). */
final class TlsAlert {

    static final int DECODE_ERROR = 50;
    static final int INTERNAL_ERROR = 80;
    static final int UNRECOGNIZED_NAME = 112;

    private TlsAlert() {}

    static ByteBuf of(int description) {
        return Unpooled.wrappedBuffer(new byte[] {21, 3, 3, 0, 2, 2, (byte) description});
    }
}
