/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.entries;

import java.util.Locale;
import java.util.Map;

/** What clients do at an entry: one column of the table of its kind. */
enum Load {
    DOWN(Kind.STREAM, "down, MB/s", 1e-6, "down", 1),
    UP(Kind.STREAM, "up, MB/s", 1e-6, "up", 1),
    OPEN_1(Kind.STREAM, "new connections, 1 caller, /s", 1, "open", 1),
    OPEN_8(Kind.STREAM, "8 callers, /s", 1, "open", 8),
    GET(Kind.HTTP, "down, MB/s", 1e-6, "get", 1),
    POST(Kind.HTTP, "up, MB/s", 1e-6, "post", 1),
    ASK_1(Kind.HTTP, "requests, 1 at a time, /s", 1, "ask", 1),
    ASK_8(Kind.HTTP, "8 at a time, /s", 1, "ask", 8),
    UDP_1(Kind.DATAGRAM, "datagrams, 1 on its way, /s", 1, "udp", 1),
    UDP_16(Kind.DATAGRAM, "16 on their way, /s", 1, "udp", 16);

    /** What is told from what; ratios are to the raw way of the same kind. */
    enum Kind {
        STREAM,
        HTTP,
        DATAGRAM
    }

    private final Kind kind;
    private final String title;
    private final double factor;
    private final String word;
    private final int many;

    Load(Kind kind, String title, double factor, String word, int many) {
        this.kind = kind;
        this.title = title;
        this.factor = factor;
        this.word = word;
        this.many = many;
    }

    Kind kind() {
        return kind;
    }

    String title() {
        return title;
    }

    /** What the client program is told. */
    String word() {
        return word;
    }

    /** Callers, or requests and datagrams on their way. */
    int many() {
        return many;
    }

    /** How it is named in what is printed, such as {@code open-8}. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is what a Java machine has to get warm for. */
    boolean isOfManySmall() {
        return factor == 1;
    }

    /** The figure in the table. */
    double figure(Map<String, Double> measured) {
        return measured.getOrDefault("rate", Double.NaN) * factor;
    }
}
