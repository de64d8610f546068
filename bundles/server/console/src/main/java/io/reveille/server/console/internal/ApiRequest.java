/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import io.reveille.server.registry.ClientIdentity;
import java.net.InetAddress;
import java.util.Map;

/**
 * A request of someone who is known.
 *
 * @param caller who asks
 * @param source the address that the connection comes from
 * @param path below {@code /api/v1/}, without a leading slash
 * @param query parameters, the first of each name
 * @param body as text, bounded
 */
record ApiRequest(
        ClientIdentity caller,
        InetAddress source,
        String method,
        String path,
        Map<String, String> query,
        String body) {

    /** A segment of the path, empty if there are not so many. */
    String segment(int index) {
        String[] segments = path.split("/", -1);
        return index < segments.length ? segments[index] : "";
    }
}
