/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.reveille.tunnel.DatagramStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the capsules of a stream (RFC 9297 section 3.2), however they are cut up, and finds UDP
 * payloads in them (RFC 9298 section 5). Capsules of unknown types and datagrams of unknown
 * contexts are passed over, without being kept. At most one datagram is kept.
 */
final class Capsules {

    /** The capsule type and the context that carry UDP payloads. */
    private static final int DATAGRAM = 0;

    private static final int UDP = 0;
    private static final int LONGEST_VARINT = 8;
    private static final int LONGEST_VALUE = DatagramStream.LONGEST + LONGEST_VARINT;
    private static final int SMALL = 2048;

    private enum Part {
        TYPE,
        LENGTH,
        VALUE,
        PASSED_OVER
    }

    private final ByteBufAllocator allocator;
    private final Consumer<ByteBuf> datagrams;
    private Part part = Part.TYPE;
    private long number;
    private int numberLeft = -1;
    private long type;
    private long left;
    private @Nullable ByteBuf value;
    private boolean released;

    /**
     * @param datagrams gets each payload, to be released by it
     */
    Capsules(ByteBufAllocator allocator, Consumer<ByteBuf> datagrams) {
        this.allocator = allocator;
        this.datagrams = datagrams;
    }

    /** One DATAGRAM capsule with a copy of the payload, which stays the caller's. */
    static ByteBuf encode(ByteBufAllocator allocator, ByteBuf payload) {
        int length = payload.readableBytes();
        ByteBuf capsule = allocator.directBuffer(1 + 4 + 1 + length);
        capsule.writeByte(DATAGRAM);
        writeNumber(capsule, length + 1);
        capsule.writeByte(UDP);
        return capsule.writeBytes(payload, payload.readerIndex(), length);
    }

    private static void writeNumber(ByteBuf to, int value) {
        if (value < 1 << 6) {
            to.writeByte(value);
        } else if (value < 1 << 14) {
            to.writeShort(value | 0x4000);
        } else {
            to.writeInt(value | 0x8000_0000);
        }
    }

    /** Whether nothing of a capsule has come that was not whole. */
    boolean isComplete() {
        return part == Part.TYPE && numberLeft < 0;
    }

    /**
     * Takes what came.
     *
     * @throws CapsuleException if the stream is to be given up; nothing more can be read then
     */
    void read(ByteBuf in) throws CapsuleException {
        while (!released) {
            switch (part) {
                case TYPE -> {
                    if (!number(in)) {
                        return;
                    }
                    type = number;
                    part = Part.LENGTH;
                }
                case LENGTH -> {
                    if (!number(in)) {
                        return;
                    }
                    begin(number);
                }
                case VALUE -> {
                    if (!value(in)) {
                        return;
                    }
                }
                case PASSED_OVER -> {
                    int some = (int) Math.min(left, in.readableBytes());
                    in.skipBytes(some);
                    left -= some;
                    if (left > 0) {
                        return;
                    }
                    part = Part.TYPE;
                }
            }
        }
    }

    private void begin(long length) throws CapsuleException {
        left = length;
        if (type != DATAGRAM) {
            part = Part.PASSED_OVER;
        } else if (length > LONGEST_VALUE) {
            throw new CapsuleException("a datagram of " + length + " octets");
        } else {
            part = Part.VALUE;
            value = allocator.directBuffer((int) Math.min(length, SMALL), LONGEST_VALUE);
        }
    }

    /** Reads on in a variable-length integer (RFC 9000 section 16); true once it is whole. */
    private boolean number(ByteBuf in) {
        while (in.isReadable()) {
            int octet = in.readUnsignedByte();
            if (numberLeft < 0) {
                numberLeft = (1 << (octet >> 6)) - 1;
                number = octet & 0x3f;
            } else {
                number = number << 8 | octet;
                numberLeft--;
            }
            if (numberLeft == 0) {
                numberLeft = -1;
                return true;
            }
        }
        return false;
    }

    private boolean value(ByteBuf in) throws CapsuleException {
        ByteBuf gathered = value;
        if (gathered == null) {
            return false;
        }
        int some = (int) Math.min(left, in.readableBytes());
        gathered.writeBytes(in, some);
        left -= some;
        if (left > 0) {
            return false;
        }
        value = null;
        part = Part.TYPE;
        if (!number(gathered)) {
            gathered.release();
            throw new CapsuleException("a datagram without a whole context id");
        }
        if (number != UDP) {
            gathered.release();
        } else if (gathered.readableBytes() > DatagramStream.LONGEST) {
            gathered.release();
            throw new CapsuleException("a datagram too long for UDP");
        } else {
            datagrams.accept(gathered);
        }
        return true;
    }

    /** Nothing more is read. */
    void release() {
        released = true;
        if (value != null) {
            value.release();
            value = null;
        }
    }
}
