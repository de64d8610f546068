/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import io.netty.buffer.ByteBuf;
import io.reveille.server.registry.AuthorizationField;
import io.reveille.server.registry.ClientCredentials;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a SOCKS5 client says (RFC 1928, RFC 1929). Each reader takes one message from the buffer, or
 * nothing while the message is incomplete.
 */
sealed interface SocksMessage {

    /** RFC 1928 section 3: the ways in which the client would say who it is. */
    record Greeting(boolean nothing, boolean password) implements SocksMessage {

        private static final int NO_AUTHENTICATION = 0;
        private static final int USERNAME_PASSWORD = 2;

        static Optional<Greeting> read(ByteBuf in) throws SocksException {
            require(in, 0, 5, "no SOCKS5");
            int length = in.readableBytes() < 2 ? 0 : 2 + octet(in, 1);
            if (length == 2) {
                throw new SocksException(Optional.empty(), "no method");
            }
            if (length == 0 || in.readableBytes() < length) {
                return Optional.empty();
            }
            boolean nothing = false;
            boolean password = false;
            for (int i = 2; i < length; i++) {
                nothing |= octet(in, i) == NO_AUTHENTICATION;
                password |= octet(in, i) == USERNAME_PASSWORD;
            }
            in.skipBytes(length);
            return Optional.of(new Greeting(nothing, password));
        }
    }

    /** RFC 1929 section 2: who the client is; empty if its name is no text. */
    record Login(Optional<ClientCredentials> credentials) implements SocksMessage {

        static Optional<Login> read(ByteBuf in) throws SocksException {
            require(in, 0, 1, "no login of RFC 1929");
            int user = in.readableBytes() < 2 ? -1 : octet(in, 1);
            int password = user < 0 || in.readableBytes() < 3 + user ? -1 : octet(in, 2 + user);
            if (password < 0 || in.readableBytes() < 3 + user + password) {
                return Optional.empty();
            }
            byte[] name = new byte[user];
            byte[] secret = new byte[password];
            int start = in.readerIndex();
            in.skipBytes(2).readBytes(name).skipBytes(1).readBytes(secret);
            Optional<ClientCredentials> said = AuthorizationField.password(name, secret);
            Arrays.fill(secret, (byte) 0);
            in.setZero(start, in.readerIndex() - start);
            return Optional.of(new Login(said));
        }
    }

    /**
     * RFC 1928 section 4: where the client wants to go.
     *
     * @param host a name, one octet a character; addresses are refused before
     */
    record Request(String host, int port) implements SocksMessage {

        private static final int CONNECT = 1;
        private static final int DOMAIN_NAME = 3;

        static Optional<Request> read(ByteBuf in) throws SocksException {
            require(in, 0, 5, "no SOCKS5");
            require(in, 2, 0, "the reserved octet is not zero");
            if (in.readableBytes() < 5) {
                return Optional.empty();
            }
            int length = octet(in, 4);
            boolean complete = in.readableBytes() >= 7 + length;
            if (octet(in, 1) != CONNECT) {
                throw new SocksException(SocksReply.COMMAND_NOT_SUPPORTED, "not CONNECT");
            }
            if (octet(in, 3) != DOMAIN_NAME) {
                throw new SocksException(
                        SocksReply.ADDRESS_TYPE_NOT_SUPPORTED, "an address instead of a name");
            }
            if (!complete) {
                return Optional.empty();
            }
            in.skipBytes(5);
            String host = in.readCharSequence(length, StandardCharsets.ISO_8859_1).toString();
            return Optional.of(new Request(host, in.readUnsignedShort()));
        }
    }

    private static void require(ByteBuf in, int index, int value, String otherwise)
            throws SocksException {
        if (in.readableBytes() > index && octet(in, index) != value) {
            throw new SocksException(Optional.empty(), otherwise);
        }
    }

    private static int octet(ByteBuf in, int index) {
        return in.getUnsignedByte(in.readerIndex() + index);
    }
}
