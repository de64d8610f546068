/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import io.reveille.server.registry.ClientIdentity;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.PortRange;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.internal.ServerRegistry;
import io.reveille.server.registry.internal.SessionRetention;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An API on a registry of its own. */
record ApiForTest(ServerRegistry registry, Api api) {

    static ApiForTest open(Path home, ServerView parts) {
        ServerSettings settings =
                new ServerSettings(
                        "fleet.test",
                        "proxy.fleet.test",
                        IpLiterals.parseList("203.0.113.7"),
                        new PortRange(20000, 20999),
                        home);
        ServerRegistry registry =
                ServerRegistry.open(
                        settings,
                        SessionRetention.DEFAULT,
                        () -> Optional.of(URI.create("https://203.0.113.7:4434/enrol")),
                        InstantSource.system());
        return new ApiForTest(
                registry,
                new Api(
                        settings,
                        registry.registry(),
                        registry.sessions(),
                        registry.enrolments(),
                        registry.keyOffice(),
                        registry.routes(),
                        registry.signals(),
                        new AccessApi(registry.users(), registry.tokens(), registry.grants()),
                        parts));
    }

    /** What the server's operator is answered, who asks on the machine itself. */
    ApiResponse ask(String method, String pathAndQuery, String body) {
        String[] parts = pathAndQuery.split("\\?", 2);
        Map<String, String> query = new HashMap<>();
        if (parts.length > 1) {
            query.put(parts[1].split("=", 2)[0], parts[1].split("=", 2)[1]);
        }
        return api.respond(
                new ApiRequest(
                        ClientIdentity.SERVER,
                        IpLiterals.parse("127.0.0.1"),
                        method,
                        parts[0],
                        query,
                        body));
    }
}
