/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PacketGuardTest {
    private static final int PINGRESP = 0xD0;

    @Property(tries = 50)
    void passes_on_packets_as_they_are_however_they_are_read(
            @ForAll @IntRange(max = 300) int length, @ForAll @IntRange(min = 1, max = 50) int chunk)
            throws IOException {
        byte[] packets = concatenated(packet(0x32, length), packet(PINGRESP, 0), packet(0x40, 2));
        PacketGuard guard = new PacketGuard(new ByteArrayInputStream(packets));

        assertThat(inChunks(guard, chunk)).isEqualTo(packets);
    }

    @Test
    void cuts_a_publish_that_is_too_long_and_goes_on_behind_it() throws IOException {
        byte[] packets = concatenated(packet(0x32, PacketGuard.LARGEST + 77), packet(PINGRESP, 0));

        assertThat(new PacketGuard(new ByteArrayInputStream(packets)).readAllBytes())
                .isEqualTo(concatenated(packet(0x32, PacketGuard.LARGEST), packet(PINGRESP, 0)));
    }

    @Test
    void sets_nothing_aside_for_what_is_announced() throws IOException {
        byte[] announced = {0x30, -1, -1, -1, 0x7F, 1, 2, 3}; // 256 MiB

        assertThat(new PacketGuard(new ByteArrayInputStream(announced)).readAllBytes())
                .startsWith(0x30, 0x80, 0x80, 0x08, 1, 2, 3)
                .hasSize(7);
    }

    @Test
    void refuses_other_packets_that_are_too_long_and_lengths_without_an_end() {
        assertThatThrownBy(() -> read(packet(0x90, PacketGuard.LARGEST + 1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("at most");
        assertThatThrownBy(() -> read(new byte[] {0x30, -1, -1, -1, -1, 1}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("without a proper length");
    }

    @Test
    void notes_why_a_broker_refuses_or_ends_a_connection() throws IOException {
        PacketGuard refused = new PacketGuard(new ByteArrayInputStream(new byte[] {0x20, 2, 0, 5}));
        PacketGuard ended =
                new PacketGuard(new ByteArrayInputStream(new byte[] {(byte) 0xE0, 1, (byte) 0x8E}));
        assertThat(refused.connectCode()).isEqualTo(PacketGuard.NONE);

        inChunks(refused, 1);
        inChunks(ended, 9);

        assertThat(refused.connectCode()).isEqualTo(5);
        assertThat(ended.disconnectCode()).isEqualTo(0x8E);
    }

    private static void read(byte[] packets) throws IOException {
        assertThat(new PacketGuard(new ByteArrayInputStream(packets)).readAllBytes()).isNotNull();
    }

    private static byte[] inChunks(InputStream in, int chunk) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[chunk];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
        }
        return out.toByteArray();
    }

    private static byte[] packet(int first, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        int left = length;
        do {
            int digit = left & 0x7F;
            left >>= 7;
            out.write(left > 0 ? digit | 0x80 : digit);
        } while (left > 0);
        for (int i = 0; i < length; i++) {
            out.write(i);
        }
        return out.toByteArray();
    }

    private static byte[] concatenated(byte[]... packets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] packet : packets) {
            out.writeBytes(packet);
        }
        return out.toByteArray();
    }
}
