/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.server.registry.ClientRole;
import io.reveille.server.registry.Enrolments;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.KeyOffice;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.RouteBook;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.Sessions;
import io.reveille.server.registry.SignalLedger;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API's resources below {@code /api/v1/}. */
public final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final int DEFAULT_LIMIT = 50;

    private final Registry registry;
    private final Sessions sessions;
    private final EnrolmentResource enrolments;
    private final KeysResource keys;
    private final KeyOffice office;
    private final StatusResource status;
    private final ControlResource control;
    private final SignalResource signals;
    private final RouteTrialResource trials;
    private final BudgetResource budgets;
    private final RequestResource requests;
    private final AccessApi access;
    private final ZoneResource zone;

    public Api(
            ServerSettings settings,
            Registry registry,
            Sessions sessions,
            Enrolments enrolments,
            KeyOffice keys,
            RouteBook book,
            SignalLedger ledger,
            AccessApi access,
            ServerView view) {
        this.registry = registry;
        this.sessions = sessions;
        this.enrolments = new EnrolmentResource(enrolments);
        this.keys = new KeysResource(keys);
        this.office = keys;
        this.access = access;
        this.control = new ControlResource(view);
        this.signals = new SignalResource(book, view);
        this.trials = new RouteTrialResource(view);
        this.budgets = new BudgetResource(ledger, view);
        this.requests = new RequestResource(registry, view);
        this.zone = new ZoneResource(view);
        this.status = new StatusResource(settings, view, signals, budgets);
    }

    ApiResponse respond(ApiRequest request) {
        Optional<ApiRoute> route = ApiRoute.of(request.method(), request.path());
        if (route.isEmpty()) {
            return nothing(request);
        }
        if (!route.get().isFor(request.caller().role())) {
            return forbidden(route.get(), request.caller());
        }
        note(request);
        try {
            return ApiResponse.ok(answer(route.get(), request));
        } catch (IllegalArgumentException e) {
            return ApiResponse.error(ApiResponse.BAD_REQUEST, message(e));
        } catch (NoSuchElementException e) {
            return ApiResponse.error(ApiResponse.NOT_FOUND, message(e));
        } catch (IllegalStateException e) {
            LOG.warn("{} {} failed", request.method(), request.path(), e);
            return ApiResponse.error(ApiResponse.UNAVAILABLE, message(e));
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.method(), request.path(), e);
            return ApiResponse.error(
                    ApiResponse.INTERNAL_ERROR, "the server failed: see its log for why");
        }
    }

    /** What users do is told in the log; what may be secret is not. */
    private static void note(ApiRequest request) {
        ClientIdentity caller = request.caller();
        if (!request.method().equals("GET") && !caller.equals(ClientIdentity.SERVER)) {
            String path = request.path().replaceAll("[^!-~]", "?");
            LOG.info(
                    "{} {} by {} ({})", request.method(), path, caller.name(), caller.credential());
        }
    }

    private JsonElement answer(ApiRoute route, ApiRequest request) {
        String name = request.segment(1);
        String body = request.body();
        return switch (route) {
            case OPEN -> access.grants().openHere(request);
            case STATUS -> status.report();
            case GATEWAYS -> Json.array(registry.gateways(), this::listed);
            case GATEWAY -> gateway(name);
            case GATEWAY_STATUS -> control.status(name, request.query());
            case GATEWAY_AUDIT -> control.audit(name, request.query());
            case GATEWAY_REVOKE -> listed(registry.revoke(name));
            case GATEWAY_REACH -> listed(registry.reach(name, ReachOrder.parse(body)));
            case SESSIONS -> sessions(request);
            case SESSION -> session(name);
            case BUDGETS -> budgets.whole();
            case SIGNAL_TEST -> trials.begin(body);
            case SIGNAL_TEST_RESULT -> trials.show(name);
            case SIGNAL_FORM -> signals.setForm(body);
            case REQUEST -> requests.request(body);
            case ENROLMENT_OFFER -> enrolments.offer(body);
            case ENROLMENT_IMPORT -> enrolments.offerAll(body);
            case ENROLMENT_OFFLINE -> enrolments.admit(body);
            case KEYS -> keys.report();
            case KEYS_ROTATE -> keys.rotate(body);
            case KEYS_REVOKE -> keys.revoke(body);
            case KEYS_LOWEST_SUITE -> keys.lowestSuite(body);
            case KEYS_UNSIGNED_LIST -> keys.unsignedList();
            case KEYS_LIST -> keys.publish(body);
            case KEYS_ROOT -> keys.handOverRoot(body);
            case ZONE -> zone.report();
            case ZONE_ROLL -> zone.roll(body);
            case ZONE_RETIRE -> zone.retire(body);
            case USERS -> access.users().list();
            case USER -> access.users().show(name);
            case USER_ADD -> access.users().add(body);
            case USER_SET -> access.users().set(name, body);
            case USER_PASSWORD -> access.users().password(name, body);
            case USER_CERTIFICATES -> access.users().certificate(name, body);
            case USER_REVOKE -> access.users().revoke(name);
            case USER_RESTORE -> access.users().restore(name);
            case ATTEMPTS -> access.users().attempts(request.query());
            case TOKENS -> access.tokens().list(request.query());
            case TOKEN_ISSUE -> access.tokens().issue(body);
            case TOKEN_REVOKE -> access.tokens().revoke(name);
            case GRANTS -> access.grants().list(request.query());
            case GRANT_OPEN -> access.grants().open(request);
            case GRANT_CLOSE -> access.grants().close(name);
        };
    }

    private JsonArray sessions(ApiRequest request) {
        String limit = request.query().getOrDefault("limit", Integer.toString(DEFAULT_LIMIT));
        try {
            return Json.array(
                    sessions.recent(
                            Integer.parseInt(limit),
                            Optional.ofNullable(request.query().get("gateway"))),
                    Json::session);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the limit must be 1 to 1000, but is " + limit, e);
        }
    }

    private JsonObject session(String key) {
        return sessions.session(key)
                .map(Json::session)
                .orElseThrow(() -> new NoSuchElementException("there is no session " + key));
    }

    /** With what the list of all tells beside. */
    private JsonObject listed(Gateway gateway) {
        JsonObject json = Json.gateway(gateway);
        json.add("stranded", Json.text(office.stranded(gateway.id())));
        return json;
    }

    private JsonObject gateway(String id) {
        return registry.gateway(id)
                .map(this::listed)
                .orElseThrow(() -> new NoSuchElementException("there is no gateway " + id));
    }

    private static ApiResponse nothing(ApiRequest request) {
        List<String> methods = ApiRoute.methods(request.path());
        return methods.isEmpty()
                ? ApiResponse.error(
                        ApiResponse.NOT_FOUND,
                        "there is nothing at /api/v1/%s: try status, gateways, sessions, enrolments, requests, budgets, keys, dns, users, attempts, tokens, grants, open"
                                .formatted(request.path()))
                : ApiResponse.error(
                        ApiResponse.METHOD_NOT_ALLOWED,
                        "/api/v1/%s takes %s, not %s"
                                .formatted(
                                        request.path(),
                                        String.join(" or ", methods),
                                        request.method()));
    }

    private static ApiResponse forbidden(ApiRoute route, ClientIdentity caller) {
        String why = caller.scope().isPresent() ? ", whatever the user's role" : "";
        return ApiResponse.error(
                ApiResponse.FORBIDDEN,
                "%s needs the role %s, but %s by %s has the role %s%s"
                        .formatted(
                                route,
                                word(route.role()),
                                caller.name(),
                                caller.credential(),
                                word(caller.role()),
                                why));
    }

    private static String word(ClientRole role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static String message(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
