/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.ipsec;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.crypto.Octets;
import io.reveille.crypto.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong before any IKE; that it goes right is shown in the carrier lab. */
class IpsecInitiatorTest {
    @TempDir private Path folder;

    private IpsecInitiator initiator() {
        return new IpsecInitiator(
                IpsecSettings.at(folder.resolve("vici")), "pump-17", Optional.empty());
    }

    private static IpsecSession session() {
        return new IpsecSession(
                Octets.of(new byte[16]), "pump-17", "proxy.fleet.example", Secret.random(32));
    }

    private static InetSocketAddress proxy() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 4433);
    }

    @Test
    void an_absent_daemon_is_told_with_what_to_do() {
        assertThatThrownBy(() -> initiator().up(session(), proxy()))
                .isInstanceOf(IpsecException.class)
                .hasMessageContaining("strongSwan does not run here")
                .hasMessageContaining("Install and start it")
                .hasMessageContaining("ipsec.vici");
    }

    @Test
    void nothing_is_cleared_where_there_is_no_daemon() {
        assertThatCode(() -> initiator().clear()).doesNotThrowAnyException();
    }

    @Test
    void a_daemon_that_hangs_up_is_told() throws IOException {
        try (ServerSocketChannel server = listening()) {
            server(server, ByteBuffer.allocate(0));

            assertThatThrownBy(() -> initiator().up(session(), proxy()))
                    .isInstanceOf(IpsecException.class)
                    .hasMessageContaining("did not come up: the IKE daemon hung up");
        }
    }

    @Test
    void a_packet_that_is_too_long_is_refused_before_it_is_read() throws IOException {
        try (ServerSocketChannel server = listening()) {
            server(server, ByteBuffer.allocate(4).putInt(0x7FFFFFFF).flip());

            assertThatThrownBy(() -> initiator().up(session(), proxy()))
                    .isInstanceOf(IpsecException.class)
                    .hasMessageContaining("a vici packet of 2147483647 octets");
        }
    }

    private ServerSocketChannel listening() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(folder.resolve("vici")));
        return server;
    }

    /** Reads something of each caller, answers that and hangs up, until it is closed. */
    private static void server(ServerSocketChannel server, ByteBuffer answer) {
        Thread thread =
                new Thread(
                        () -> {
                            while (server.isOpen()) {
                                serveOne(server, answer.duplicate());
                            }
                        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void serveOne(ServerSocketChannel server, ByteBuffer answer) {
        try (SocketChannel caller = server.accept()) {
            int unused = caller.read(ByteBuffer.allocate(1024));
            unused = caller.write(answer);
        } catch (IOException e) {
            // the caller or the server is gone
        }
    }
}
