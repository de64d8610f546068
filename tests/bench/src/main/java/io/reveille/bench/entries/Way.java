/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.entries;

import io.reveille.bench.entries.Load.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A way in: one line of the table of its kind. Layers are those of {@code entries.c}: t for TLS, c
 * for CONNECT, s for SOCKS5.
 */
enum Way {
    RAW(Kind.STREAM, "raw loopback", Door.SERVICE, "-", Site.STREAM),
    RAW_TLS(Kind.STREAM, "raw loopback, TLS", Door.SERVICE_TLS, "t", Site.TLS),
    PORT(Kind.STREAM, "port of its own", Door.PORT, "-", Site.STREAM),
    CONNECT(Kind.STREAM, "CONNECT", Door.CONNECT, "c", Site.STREAM),
    CONNECT_PASSWORD(Kind.STREAM, "CONNECT, password", Door.CONNECT, "c", Site.STREAM),
    CONNECT_TLS(Kind.STREAM, "CONNECT in TLS", Door.CONNECT_TLS, "tc", Site.STREAM),
    SOCKS(Kind.STREAM, "SOCKS5", Door.SOCKS, "s", Site.STREAM),
    SOCKS_TLS(Kind.STREAM, "SOCKS5 in TLS", Door.SOCKS_TLS, "ts", Site.STREAM),
    PASSED(Kind.STREAM, "SNI, passed through", Door.SNI, "t", Site.TLS),
    TERMINATED(Kind.STREAM, "SNI, TLS ends at the proxy", Door.SNI, "t", Site.PLAIN),
    HTTP_RAW(Kind.HTTP, "raw loopback", Door.SERVICE, "-", Site.WEB),
    HTTP_PORT(Kind.HTTP, "port of its own", Door.PORT, "-", Site.WEB),
    WEB(Kind.HTTP, "Host, HTTP/1.1", Door.WEB, "-", Site.WEB),
    WEB_TLS(Kind.HTTP, "Host, HTTP/1.1 in TLS", Door.SNI, "t", Site.WEB),
    WEB_H2(Kind.HTTP, "Host, HTTP/2 in TLS", Door.SNI, "h2", Site.WEB),
    UDP_RAW(Kind.DATAGRAM, "raw loopback", Door.SERVICE_UDP, "-", Site.DATAGRAM),
    UDP_PORT(Kind.DATAGRAM, "port of its own", Door.PORT_UDP, "-", Site.DATAGRAM);

    private final Kind kind;
    private final String title;
    private final Door door;
    private final String layers;
    private final String service;

    Way(Kind kind, String title, Door door, String layers, String service) {
        this.kind = kind;
        this.title = title;
        this.door = door;
        this.layers = layers;
        this.service = service;
    }

    Kind kind() {
        return kind;
    }

    String title() {
        return title;
    }

    Door door() {
        return door;
    }

    String layers() {
        return layers;
    }

    /** The name of the service that clients ask for. */
    String host() {
        return Site.host(service);
    }

    /** Whether its client is h2load. */
    boolean isHttp2() {
        return this == WEB_H2;
    }

    /** Whether its clients say who they are. */
    boolean hasPassword() {
        return this == CONNECT_PASSWORD;
    }

    /** How it is asked for on the command line, such as {@code connect-tls}. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is done through it. */
    List<Load> loads() {
        return Arrays.stream(Load.values()).filter(load -> load.kind() == kind).toList();
    }

    /** The one that others of its kind are compared with. */
    static Way raw(Kind kind) {
        return Arrays.stream(values()).filter(way -> way.kind == kind).findFirst().orElseThrow();
    }
}
