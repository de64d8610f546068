/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.reveille.tunnel.DatagramStream;
import java.util.ArrayList;
import java.util.List;

/** Runs the committed seeds; with {@code JAZZER_FUZZ=1} it looks for more. */
class CapsulesFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void any_octets_give_the_same_datagrams_whole_or_in_pieces(byte[] octets) {
        if (!read(octets, octets.length).equals(read(octets, 1))) {
            throw new AssertionError("pieces differ from the whole");
        }
    }

    private static List<String> read(byte[] octets, int piece) {
        List<String> found = new ArrayList<>();
        Capsules capsules =
                new Capsules(UnpooledByteBufAllocator.DEFAULT, datagram -> keep(found, datagram));
        ByteBuf all = Unpooled.wrappedBuffer(octets);
        try {
            while (all.isReadable()) {
                capsules.read(all.readSlice(Math.min(piece, all.readableBytes())));
            }
            found.add("complete: " + capsules.isComplete());
        } catch (CapsuleException e) {
            found.add("given up");
        } finally {
            capsules.release();
        }
        return found;
    }

    private static void keep(List<String> found, ByteBuf datagram) {
        if (datagram.readableBytes() > DatagramStream.LONGEST) {
            throw new AssertionError("too long");
        }
        found.add(String.valueOf(datagram.hashCode()));
        datagram.release();
    }
}
