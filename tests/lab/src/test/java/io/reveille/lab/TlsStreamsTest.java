/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The proof that only TLS crosses would fail if something else did. */
@Tag("lab")
class TlsStreamsTest {
    private static final int ECHO = 8443;

    @RegisterExtension static final Lab LAB = new Lab();

    @Test
    void records_are_told_by_their_types() {
        byte[] stream =
                HexFormat.of()
                        .parseHex(
                                "16 0301 0002 abcd" // handshake, TLS 1.0 as RFC 8446 wants it at
                                        // first, two octets
                                        .concat("14 0303 0001 01") // change cipher spec
                                        .concat("17 0303 0003 00ff00") // application data
                                        .replace(" ", ""));

        assertThat(TlsStreams.recordTypes(stream)).containsExactly(22, 20, 23);
    }

    @Test
    void what_is_no_record_is_refused_wherever_it_is() {
        for (String wrong :
                List.of(
                        "474554202f",
                        "1603010003abcd",
                        "1703030001ff47",
                        "1702000001ff",
                        "17030341010000")) {
            assertThatThrownBy(() -> TlsStreams.recordTypes(HexFormat.of().parseHex(wrong)))
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void a_readable_conversation_is_put_together_from_a_lossy_recording_and_refused() {
        CarrierNetwork network = LAB.network();
        Peers.echo(network, network.proxy(), ECHO);
        network.link().loss(10);
        String said =
                IntStream.range(0, 20_000)
                        .mapToObj(i -> "line " + i + "\n")
                        .collect(Collectors.joining());
        Capture edge = Capture.start(network.run(), "edge", network.carrier().namespace(), "wan");

        assertThat(Peers.talk(network.device().namespace(), CarrierNetwork.PROXY, ECHO, said))
                .isEqualTo(said);

        edge.close();
        List<byte[]> streams = TlsStreams.of(edge.file());
        assertThat(streams)
                .hasSize(2)
                .allSatisfy(
                        stream -> {
                            assertThat(new String(stream, StandardCharsets.US_ASCII))
                                    .isEqualTo(said);
                            assertThatThrownBy(() -> TlsStreams.recordTypes(stream))
                                    .hasMessageContaining("no TLS record at 0");
                        });
    }
}
