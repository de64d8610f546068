/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.http;

import io.netty.buffer.ByteBuf;

/** Takes a body apart as it comes in. Chunks are read strictly (RFC 9112 section 7.1). */
public final class BodyReader {

    /** Where the body goes. */
    public interface Sink {
        /** Octets of the body; the buffer is the sink's. */
        void octets(ByteBuf data);

        /** The body is complete. */
        void end(Fields trailers);
    }

    private static final int LONGEST_SIZE_LINE = 256;
    private static final int LONGEST_TRAILERS = 8 * 1024;
    private static final int MOST_SIZE_DIGITS = 15;

    private enum State {
        DATA,
        SIZE,
        DATA_END,
        TRAILERS,
        OVER
    }

    private final boolean chunked;
    private final boolean untilClose;
    private final StringBuilder line = new StringBuilder();
    private final HeadReader trailers = HeadReader.strict(LONGEST_TRAILERS);
    private State state;
    private long left;

    public BodyReader(Framing framing) {
        chunked = framing instanceof Framing.Chunked;
        untilClose = framing instanceof Framing.UntilClose;
        left = framing instanceof Framing.Length length ? length.octets() : 0;
        state = chunked ? State.SIZE : State.DATA;
    }

    /** Whether all of the body has been read. */
    public boolean isOver() {
        return state == State.OVER;
    }

    /**
     * Takes what belongs to the body, and nothing more. Of an empty body the end is told at once.
     */
    public void read(ByteBuf in, Sink sink) throws BadMessageException {
        while (state != State.OVER) {
            switch (state) {
                case SIZE -> {
                    if (!size(in)) {
                        return;
                    }
                }
                case DATA -> {
                    if (!data(in, sink)) {
                        return;
                    }
                }
                case DATA_END -> {
                    if (!dataEnd(in)) {
                        return;
                    }
                }
                default -> {
                    var fields = trailers.read(in);
                    if (fields.isEmpty()) {
                        return;
                    }
                    over(HeadParser.trailers(fields.get()), sink);
                }
            }
        }
    }

    /** The connection has ended: whether that is the end of the body, too. */
    public boolean close(Sink sink) {
        if (untilClose && state == State.DATA) {
            over(Fields.NONE, sink);
            return true;
        }
        return state == State.OVER;
    }

    private void over(Fields fields, Sink sink) {
        state = State.OVER;
        sink.end(fields);
    }

    private boolean data(ByteBuf in, Sink sink) {
        int readable = in.readableBytes();
        int length = untilClose ? readable : (int) Math.min(readable, left);
        if (length > 0) {
            left -= length;
            sink.octets(in.readRetainedSlice(length));
        }
        if (untilClose || left > 0) {
            return false;
        }
        if (chunked) {
            state = State.DATA_END;
        } else {
            over(Fields.NONE, sink);
        }
        return true;
    }

    private boolean size(ByteBuf in) throws BadMessageException {
        while (in.isReadable()) {
            char c = (char) in.readUnsignedByte();
            boolean afterReturn = line.length() > 0 && line.charAt(line.length() - 1) == '\r';
            if (c == '\n' && afterReturn) {
                line.setLength(line.length() - 1);
                left = size(line);
                line.setLength(0);
                state = left == 0 ? State.TRAILERS : State.DATA;
                return true;
            }
            if (afterReturn || (c != '\r' && c != '\t' && (c < ' ' || c > '~'))) {
                throw new BadMessageException("a chunk's size line is malformed");
            }
            line.append(c);
            if (line.length() > LONGEST_SIZE_LINE) {
                throw new BadMessageException("a chunk's size line is too long");
            }
        }
        return false;
    }

    /** Extensions are dropped; they must begin with a semicolon, without white space before it. */
    private static long size(CharSequence line) throws BadMessageException {
        int digits = 0;
        long size = 0;
        while (digits < line.length() && Character.digit(line.charAt(digits), 16) >= 0) {
            if (digits == MOST_SIZE_DIGITS) {
                throw new BadMessageException("a chunk is too long");
            }
            size = size << 4 | Character.digit(line.charAt(digits), 16);
            digits++;
        }
        if (digits == 0 || (digits < line.length() && line.charAt(digits) != ';')) {
            throw new BadMessageException("a chunk's size is no number");
        }
        return size;
    }

    private boolean dataEnd(ByteBuf in) throws BadMessageException {
        while (in.isReadable()) {
            char c = (char) in.readUnsignedByte();
            if (c != (line.length() == 0 ? '\r' : '\n')) {
                throw new BadMessageException("a chunk is longer than its size says");
            }
            line.append(c);
            if (c == '\n') {
                line.setLength(0);
                state = State.SIZE;
                return true;
            }
        }
        return false;
    }
}
