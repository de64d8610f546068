/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What each direction of each TCP connection of a recording carried, put together from tshark's
 * view of the segments.
 */
final class TlsStreams {
    private static final int RECORD_HEADER = 5;
    private static final int LONGEST_RECORD = 16_384 + 256; // RFC 8446 section 5.2

    private TlsStreams() {}

    /** The octets of each direction, in order and without repetitions. */
    static List<byte[]> of(Path recording) {
        String fields =
                Programs.run(
                                List.of(
                                        "tshark",
                                        "-r",
                                        recording.toString(),
                                        "-o",
                                        "tcp.desegment_tcp_streams:FALSE",
                                        "-Y",
                                        "tcp.len > 0",
                                        "-T",
                                        "fields",
                                        "-e",
                                        "tcp.stream",
                                        "-e",
                                        "tcp.srcport",
                                        "-e",
                                        "tcp.seq",
                                        "-e",
                                        "tcp.payload"),
                                "",
                                Product.LIMIT)
                        .expected()
                        .text();
        Map<String, NavigableMap<Long, byte[]>> segments = new LinkedHashMap<>();
        for (String line : fields.lines().toList()) {
            String[] field = line.split("\t");
            segments.computeIfAbsent(field[0] + " " + field[1], direction -> new TreeMap<>())
                    .merge(
                            Long.valueOf(field[2]),
                            HexFormat.of().parseHex(field[3]),
                            (a, b) -> a.length > b.length ? a : b);
        }
        List<byte[]> streams = new ArrayList<>();
        segments.forEach((direction, parts) -> streams.add(inOrder(direction, parts)));
        return streams;
    }

    private static byte[] inOrder(String direction, NavigableMap<Long, byte[]> parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        long next = parts.firstKey();
        for (Map.Entry<Long, byte[]> part : parts.entrySet()) {
            long known = next - part.getKey();
            if (known < 0) {
                throw new AssertionError(
                        direction + ": the recording lacks " + -known + " octets at " + next);
            }
            if (known < part.getValue().length) {
                whole.write(part.getValue(), (int) known, part.getValue().length - (int) known);
                next = part.getKey() + part.getValue().length;
            }
        }
        return whole.toByteArray();
    }

    /**
     * The types of the TLS records that a stream consists of; fails where it is something else (RFC
     * 8446 section 5.1).
     */
    static List<Integer> recordTypes(byte[] stream) {
        List<Integer> types = new ArrayList<>();
        int at = 0;
        while (at < stream.length) {
            int left = stream.length - at;
            if (left < RECORD_HEADER) {
                throw new AssertionError("half a TLS record header at " + at);
            }
            int length =
                    Byte.toUnsignedInt(stream[at + 3]) << 8 | Byte.toUnsignedInt(stream[at + 4]);
            if (stream[at] < 20
                    || stream[at] > 23
                    || stream[at + 1] != 3
                    || length > LONGEST_RECORD
                    || length > left - RECORD_HEADER) {
                throw new AssertionError(
                        "no TLS record at "
                                + at
                                + ": "
                                + HexFormat.of().formatHex(stream, at, at + RECORD_HEADER));
            }
            types.add((int) stream[at]);
            at += RECORD_HEADER + length;
        }
        return types;
    }
}
