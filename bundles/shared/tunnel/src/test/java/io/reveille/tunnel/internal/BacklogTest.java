/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private final PooledByteBufAllocator allocator = new PooledByteBufAllocator(true);

    @Property(tries = 200)
    void gives_back_what_it_was_given_in_order(
            @ForAll List<@IntRange(min = 1, max = 20_000) Integer> lengths) {
        Backlog backlog = new Backlog();
        ByteBuf given = Unpooled.buffer();
        for (int i = 0; i < lengths.size(); i++) {
            ByteBuf piece = Unpooled.wrappedBuffer(new byte[lengths.get(i)]).setByte(0, i);
            given.writeBytes(piece, 0, piece.readableBytes());
            backlog.add(allocator, piece);
        }
        ByteBuf got = Unpooled.buffer();
        while (!backlog.isEmpty()) {
            ByteBuf piece = backlog.remove();
            got.writeBytes(piece);
            piece.release();
        }

        assertThat(got).isEqualTo(given);
    }

    @Test
    void holds_single_octets_in_little_more_room_than_they_need() {
        Backlog backlog = new Backlog();
        ByteBuf large = allocator.directBuffer(65_536).writeZero(65_536);
        for (int i = 0; i < 60_000; i++) {
            backlog.add(allocator, large.slice(i, 1));
        }
        large.release();

        assertThat(allocator.pinnedDirectMemory()).isLessThan(100_000);
        backlog.release();
        assertThat(allocator.pinnedDirectMemory()).isZero();
    }

    @Test
    void can_be_added_to_after_its_bundle_was_taken() {
        Backlog backlog = new Backlog();
        backlog.add(allocator, Unpooled.wrappedBuffer(new byte[] {1}));
        ByteBuf first = backlog.remove();
        backlog.add(allocator, Unpooled.wrappedBuffer(new byte[] {2}));
        ByteBuf second = backlog.remove();

        assertThat(first.readByte()).isEqualTo((byte) 1);
        assertThat(first.isReadable()).isFalse();
        assertThat(second.readByte()).isEqualTo((byte) 2);
        first.release();
        second.release();
    }
}
