/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.sni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.server.proxy.internal.sni.ClientHello.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientHelloTest {

    private static final int HEADER = 5;

    /** As Java's own TLS says it. */
    private static byte[] hello(String name) throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        if (!name.isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(name)));
        }
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        engine.setSSLParameters(parameters);
        ByteBuffer out = ByteBuffer.allocate(20_000);
        engine.wrap(ByteBuffer.allocate(0), out);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] inRecordsOf(int size, byte[] hello) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = HEADER; at < hello.length; at += size) {
            int length = Math.min(size, hello.length - at);
            out.writeBytes(new byte[] {22, 3, 1, (byte) (length >> 8), (byte) length});
            out.write(hello, at, length);
        }
        return out.toByteArray();
    }

    @Test
    void finds_the_name_in_what_clients_say() throws Exception {
        assertThat(ClientHello.parse(hello("web.gw7.fleet.test")))
                .contains(new ClientHello(Optional.of("web.gw7.fleet.test")));
        assertThat(ClientHello.parse(hello(""))).contains(new ClientHello(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openssl",
                "curl-h2",
                "chromium-grease",
                "openssl-in-small-records",
                "chromium-in-two-records"
            })
    void finds_the_name_in_what_real_clients_have_said(String client) throws Exception {
        String folder =
                "ClientHelloFuzzTestInputs/any_octets_are_a_hello_or_the_beginning_of_one_or_are_refused/";
        try (InputStream in = getClass().getResourceAsStream(folder + client)) {
            assertThat(ClientHello.parse(in.readAllBytes()).orElseThrow().serverName())
                    .contains("web.gw7.fleet.test");
        }
    }

    @Test
    void waits_for_more_at_every_octet_and_finds_it_in_records_of_any_size() throws Exception {
        for (int size : new int[] {1, 2, 3, 7, 64, 100_000}) {
            byte[] hello = inRecordsOf(size, hello("web.gw7.fleet.test"));
            for (int length = 0; length < hello.length; length++) {
                assertThat(ClientHello.parse(Arrays.copyOf(hello, length))).isEmpty();
            }
            assertThat(ClientHello.parse(hello).orElseThrow().serverName())
                    .contains("web.gw7.fleet.test");
        }
    }

    @Test
    void cuts_off_what_is_no_hello() {
        for (byte[] octets :
                new byte[][] {
                    "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII),
                    {22, 2, 0, 0, 5},
                    {22, 3, 1, 0, 0},
                    {22, 3, 1, 0x7f, 0},
                    {22, 3, 1, 0, 4, 2, 0, 0, 0},
                    {22, 3, 1, 0, 4, 1, 1, 0, 0},
                    {22, 3, 1, 0, 4, 1, 0, 0, 0},
                    {21, 3, 1, 0, 2, 2, 80}
                }) {
            assertThatThrownBy(() -> ClientHello.parse(octets))
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void cuts_off_what_never_ends() {
        byte[] fragments = new byte[ClientHello.LONGEST];
        byte[] begin = {1, 0, 0x7f, (byte) 0xff};
        for (int i = 0; i * 6 + 6 <= fragments.length; i++) {
            byte octet = i < begin.length ? begin[i] : 0;
            System.arraycopy(new byte[] {22, 3, 1, 0, 1, octet}, 0, fragments, i * 6, 6);
        }
        assertThatThrownBy(() -> ClientHello.parse(fragments))
                .isInstanceOf(MalformedException.class);
    }
}
