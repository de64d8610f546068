/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.http;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Fields that are meant for one connection alone (RFC 9110 section 7.6.1). */
public final class HopByHop {

    private static final Set<String> ALWAYS =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-connection",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-authentication-info",
                    "te",
                    "transfer-encoding",
                    "upgrade",
                    "http2-settings",
                    "alt-svc");

    /** What would change the message's meaning if it went missing. */
    private static final Set<String> NEVER_NAMED =
            Set.of("host", "content-length", "transfer-encoding", "authorization", "cookie");

    /** What says where the client is, which clients are not believed. */
    private static final Set<String> WHERE_FROM =
            Set.of("forwarded", "x-real-ip", "x-client-ip", "true-client-ip", "client-ip");

    private static final Set<String> NO_TRAILERS =
            Set.of(
                    "host",
                    "content-length",
                    "content-encoding",
                    "content-type",
                    "content-range",
                    "authorization",
                    "cookie",
                    "set-cookie",
                    "expect",
                    "trailer",
                    "age",
                    "cache-control",
                    "expires",
                    "location",
                    "retry-after",
                    "vary",
                    "www-authenticate");

    private HopByHop() {}

    /** The fields without those for the connection they came by. */
    public static Fields remove(Fields fields) throws BadMessageException {
        List<String> named = fields.members("connection");
        for (String name : named) {
            if (NEVER_NAMED.contains(name)) {
                throw new BadMessageException("Connection names " + name);
            }
        }
        Set<String> all = new HashSet<>(ALWAYS);
        all.addAll(named);
        return fields.without(all::contains);
    }

    /** The fields without those that say where the client is, in whatever spelling. */
    public static Fields removeOrigin(Fields fields) {
        return fields.without(
                name -> {
                    String plain = name.replace('_', '-');
                    return WHERE_FROM.contains(plain) || plain.startsWith("x-forwarded-");
                });
    }

    /** The trailers that may be passed on (RFC 9110 section 6.5.1). */
    public static Fields trailers(Fields fields) {
        return removeOrigin(fields)
                .without(name -> ALWAYS.contains(name) || NO_TRAILERS.contains(name));
    }
}
