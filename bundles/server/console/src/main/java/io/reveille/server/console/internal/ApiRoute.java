/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import static io.reveille.server.registry.ClientRole.ADMIN;
import static io.reveille.server.registry.ClientRole.CLIENT;
import static io.reveille.server.registry.ClientRole.OPERATOR;

import io.reveille.server.registry.ClientRole;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Everything that can be asked of the API, and the role it takes. There is nothing else: the {@link
 * Api} answers routes of this table alone, and all of them.
 */
enum ApiRoute {
    OPEN("POST", "open", CLIENT),

    STATUS("GET", "status", OPERATOR),
    GATEWAYS("GET", "gateways", OPERATOR),
    GATEWAY("GET", "gateways/*", OPERATOR),
    GATEWAY_STATUS("GET", "gateways/*/status", OPERATOR),
    GATEWAY_AUDIT("GET", "gateways/*/audit", OPERATOR),
    SESSIONS("GET", "sessions", OPERATOR),
    SESSION("GET", "sessions/*", OPERATOR),
    BUDGETS("GET", "budgets", OPERATOR),
    SIGNAL_TEST("POST", "signals", OPERATOR),
    SIGNAL_FORM("POST", "signals/form", OPERATOR),
    SIGNAL_TEST_RESULT("GET", "signals/*", OPERATOR),
    REQUEST("POST", "requests", OPERATOR),
    GRANTS("GET", "grants", OPERATOR),
    GRANT_OPEN("POST", "grants", OPERATOR),
    GRANT_CLOSE("POST", "grants/*/close", OPERATOR),

    GATEWAY_REVOKE("POST", "gateways/*/revoke", ADMIN),
    GATEWAY_REACH("POST", "gateways/*/reach", ADMIN),
    ENROLMENT_OFFER("POST", "enrolments", ADMIN),
    ENROLMENT_IMPORT("POST", "enrolments/import", ADMIN),
    ENROLMENT_OFFLINE("POST", "enrolments/offline", ADMIN),
    KEYS("GET", "keys", ADMIN),
    KEYS_ROTATE("POST", "keys/rotate", ADMIN),
    KEYS_REVOKE("POST", "keys/revoke", ADMIN),
    KEYS_LOWEST_SUITE("POST", "keys/lowest-suite", ADMIN),
    KEYS_UNSIGNED_LIST("GET", "keys/unsigned-list", ADMIN),
    KEYS_LIST("POST", "keys/list", ADMIN),
    KEYS_ROOT("POST", "keys/root", ADMIN),
    ZONE("GET", "dns", ADMIN),
    ZONE_ROLL("POST", "dns/roll", ADMIN),
    ZONE_RETIRE("POST", "dns/retire", ADMIN),
    USERS("GET", "users", ADMIN),
    USER_ADD("POST", "users", ADMIN),
    USER("GET", "users/*", ADMIN),
    USER_SET("POST", "users/*/set", ADMIN),
    USER_PASSWORD("POST", "users/*/password", ADMIN),
    USER_CERTIFICATES("POST", "users/*/certificates", ADMIN),
    USER_REVOKE("POST", "users/*/revoke", ADMIN),
    USER_RESTORE("POST", "users/*/restore", ADMIN),
    ATTEMPTS("GET", "attempts", ADMIN),
    TOKENS("GET", "tokens", ADMIN),
    TOKEN_ISSUE("POST", "tokens", ADMIN),
    TOKEN_REVOKE("POST", "tokens/*/revoke", ADMIN);

    private static final String ANY = "*";

    private final String method;
    private final String form;
    private final List<String> segments;
    private final ClientRole role;

    ApiRoute(String method, String form, ClientRole role) {
        this.method = method;
        this.form = form;
        this.segments = List.of(form.split("/"));
        this.role = role;
    }

    /** The route of that method and path; of those that fit, the one told apart best. */
    static Optional<ApiRoute> of(String method, String path) {
        List<String> asked = List.of(path.split("/", -1));
        return Arrays.stream(values())
                .filter(route -> route.method.equals(method) && route.leadsTo(asked))
                .findFirst();
    }

    /** The methods that the path takes; empty if there is nothing. */
    static List<String> methods(String path) {
        List<String> asked = List.of(path.split("/", -1));
        return Arrays.stream(values())
                .filter(route -> route.leadsTo(asked))
                .map(route -> route.method)
                .distinct()
                .toList();
    }

    private boolean leadsTo(List<String> asked) {
        if (asked.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < asked.size(); i++) {
            if (!segments.get(i).equals(ANY) && !segments.get(i).equals(asked.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The least role that may ask for this. */
    ClientRole role() {
        return role;
    }

    boolean isFor(ClientRole asking) {
        return asking.compareTo(role) >= 0;
    }

    /** Method and path, in which a star stands for one name. */
    @Override
    public String toString() {
        return method + " " + form;
    }
}
