/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the HTTP service listens, as it says in its service property. */
public final class HttpEndpoints {
    private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoints.class);

    private HttpEndpoints() {}

    /**
     * The endpoint for programs on this machine: on loopback if there is such a one.
     *
     * @param property one URL or several, as text, array or collection
     * @throws IllegalArgumentException if there is none
     */
    public static URI choose(Object property) {
        List<URI> endpoints =
                texts(property).stream()
                        .map(Object::toString)
                        .filter(text -> text.startsWith("http://"))
                        .map(text -> URI.create(text.replaceAll("/+$", "")))
                        .toList();
        return endpoints.stream()
                .filter(HttpEndpoints::isLoopback)
                .findFirst()
                .orElseGet(() -> elsewhere(endpoints));
    }

    private static URI elsewhere(List<URI> endpoints) {
        URI first =
                endpoints.stream()
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the HTTP service listens nowhere: see org.osgi.service.http.port in system.properties"));
        LOG.warn(
                "the API is plain HTTP but not bound to loopback: {}; set org.apache.felix.http.host=127.0.0.1",
                endpoints);
        return first;
    }

    private static Collection<?> texts(Object property) {
        if (property instanceof Object[] array) {
            return Arrays.asList(array);
        }
        return property instanceof Collection<?> collection ? collection : List.of(property);
    }

    private static boolean isLoopback(URI endpoint) {
        String host = String.valueOf(endpoint.getHost());
        return host.startsWith("127.") || host.equals("[::1]") || host.equals("localhost");
    }
}
