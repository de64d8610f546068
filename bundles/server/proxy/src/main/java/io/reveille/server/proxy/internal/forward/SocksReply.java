/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.reveille.server.proxy.internal.UnservedException;

/** What a SOCKS5 client is answered (RFC 1928 section 6). */
enum SocksReply {
    SUCCEEDED(0),
    GENERAL_FAILURE(1),
    NOT_ALLOWED(2),
    NETWORK_UNREACHABLE(3),
    HOST_UNREACHABLE(4),
    CONNECTION_REFUSED(5),
    COMMAND_NOT_SUPPORTED(7),
    ADDRESS_TYPE_NOT_SUPPORTED(8);

    private final int octet;

    SocksReply(int octet) {
        this.octet = octet;
    }

    static SocksReply of(MisdirectedException wrong) {
        return wrong.isForbidden() ? NOT_ALLOWED : HOST_UNREACHABLE;
    }

    static SocksReply of(UnservedException why) {
        if (!why.challenges().isEmpty()) {
            return NOT_ALLOWED;
        }
        return switch (why.outcome()) {
            case SERVICE_UNREACHABLE -> CONNECTION_REFUSED;
            case GATEWAY_UNREACHABLE -> HOST_UNREACHABLE;
            case SIGNAL_FAILED -> NETWORK_UNREACHABLE;
            default -> GENERAL_FAILURE;
        };
    }

    /** With an address of zeros: where the service was connected from is the gateway's affair. */
    ByteBuf encode(ByteBufAllocator allocator) {
        return allocator
                .buffer(10)
                .writeByte(5)
                .writeByte(octet)
                .writeByte(0)
                .writeByte(1)
                .writeInt(0)
                .writeShort(0);
    }

    /** RFC 1928 section 3: the method chosen. */
    static ByteBuf method(int method) {
        return Unpooled.wrappedBuffer(new byte[] {5, (byte) method});
    }

    /** RFC 1929 section 2. */
    static ByteBuf login(boolean success) {
        return Unpooled.wrappedBuffer(new byte[] {1, (byte) (success ? 0 : 1)});
    }
}
