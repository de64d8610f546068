/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.reveille.server.registry.Enrolments;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.KeyOffice;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.RouteBook;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.Sessions;
import io.reveille.server.registry.SignalLedger;
import io.reveille.server.registry.TunnelStatus;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API's resources below {@code /api/v1/}. */
public final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final int DEFAULT_LIMIT = 50;

    private final ServerSettings settings;
    private final Registry registry;
    private final Sessions sessions;
    private final EnrolmentResource enrolments;
    private final KeysResource keys;
    private final KeyOffice office;
    private final ServerView view;
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
        this.settings = settings;
        this.registry = registry;
        this.sessions = sessions;
        this.enrolments = new EnrolmentResource(enrolments);
        this.keys = new KeysResource(keys);
        this.office = keys;
        this.view = view;
        this.access = access;
        this.control = new ControlResource(view);
        this.signals = new SignalResource(book, view);
        this.trials = new RouteTrialResource(view);
        this.budgets = new BudgetResource(ledger, view);
        this.requests = new RequestResource(registry, view);
        this.zone = new ZoneResource(view);
    }

    ApiResponse respond(ApiRequest request) {
        try {
            return route(request);
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

    private ApiResponse route(ApiRequest request) {
        String[] path = request.path().split("/", -1);
        return switch (path[0] + ":" + path.length) {
            case "status:1" -> get(request, this::status);
            case "gateways:1" -> get(request, () -> Json.array(registry.gateways(), this::listed));
            case "sessions:1" -> get(request, () -> sessions(request));
            case "sessions:2" -> get(request, () -> session(path[1]));
            case "budgets:1" -> get(request, budgets::whole);
            case "signals:1" -> post(request, () -> trials.begin(request.body()));
            case "signals:2" ->
                    path[1].equals("form")
                            ? post(request, () -> signals.setForm(request.body()))
                            : get(request, () -> trials.show(path[1]));
            case "requests:1" -> post(request, () -> requests.request(request.body()));
            case "enrolments:1" -> post(request, () -> enrolments.offer(request.body()));
            case "enrolments:2" -> enrolmentAction(request, path[1]);
            case "keys:1" -> get(request, keys::report);
            case "keys:2" -> keysAction(request, path[1]);
            case "dns:1" -> get(request, zone::report);
            case "dns:2" -> zoneAction(request, path[1]);
            case "gateways:3" -> gatewayAction(request, path[1], path[2]);
            case "gateways:2" -> get(request, () -> gateway(path[1]));
            default ->
                    access.answer(request, path)
                            .map(ApiResponse::ok)
                            .orElseGet(() -> nothing(request));
        };
    }

    private ApiResponse enrolmentAction(ApiRequest request, String action) {
        return switch (action) {
            case "import" -> post(request, () -> enrolments.offerAll(request.body()));
            case "offline" -> post(request, () -> enrolments.admit(request.body()));
            default -> nothing(request);
        };
    }

    private ApiResponse keysAction(ApiRequest request, String action) {
        return switch (action) {
            case "rotate" -> post(request, () -> keys.rotate(request.body()));
            case "revoke" -> post(request, () -> keys.revoke(request.body()));
            case "lowest-suite" -> post(request, () -> keys.lowestSuite(request.body()));
            case "unsigned-list" -> get(request, keys::unsignedList);
            case "list" -> post(request, () -> keys.publish(request.body()));
            case "root" -> post(request, () -> keys.handOverRoot(request.body()));
            default -> nothing(request);
        };
    }

    private ApiResponse zoneAction(ApiRequest request, String action) {
        return switch (action) {
            case "roll" -> post(request, () -> zone.roll(request.body()));
            case "retire" -> post(request, () -> zone.retire(request.body()));
            default -> nothing(request);
        };
    }

    private ApiResponse gatewayAction(ApiRequest request, String id, String action) {
        return switch (action) {
            case "revoke" -> post(request, () -> listed(registry.revoke(id)));
            case "reach" ->
                    post(
                            request,
                            () -> listed(registry.reach(id, ReachOrder.parse(request.body()))));
            case "status" -> get(request, () -> control.status(id, request.query()));
            case "audit" -> get(request, () -> control.audit(id, request.query()));
            default -> nothing(request);
        };
    }

    private JsonObject status() {
        JsonObject json = new JsonObject();
        json.addProperty("zone", settings.zone());
        json.addProperty("serverName", settings.serverName());
        json.add(
                "publicAddresses",
                Json.array(
                        settings.publicAddresses(),
                        address -> new JsonPrimitive(address.getHostAddress())));
        json.add("dnsPort", Json.port(view.dns()));
        json.add("enrolmentPort", Json.port(view.enrolment()));
        json.add(
                "tunnelPort",
                view.tunnels()
                        .<JsonElement>map(tunnels -> new JsonPrimitive(tunnels.tunnelPort()))
                        .orElse(JsonNull.INSTANCE));
        json.add(
                "servicePorts",
                Json.array(
                        new TreeSet<>(
                                view.tunnels().map(TunnelStatus::servicePorts).orElse(Set.of())),
                        JsonPrimitive::new));
        json.add(
                "tunnels",
                Json.array(
                        view.tunnels().map(TunnelStatus::tunnels).orElse(List.of()), Json::tunnel));
        json.add("signalRoutes", signals.list());
        json.add("signals", budgets.summary());
        json.add("budgets", budgets.use());
        return json;
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

    private static ApiResponse get(ApiRequest request, Supplier<JsonElement> resource) {
        return allowed(request, "GET", resource);
    }

    private static ApiResponse post(ApiRequest request, Supplier<JsonElement> action) {
        return allowed(request, "POST", action);
    }

    private static ApiResponse allowed(
            ApiRequest request, String method, Supplier<JsonElement> resource) {
        return request.method().equals(method)
                ? ApiResponse.ok(resource.get())
                : ApiResponse.error(
                        ApiResponse.METHOD_NOT_ALLOWED,
                        "/api/v1/%s takes %s, not %s"
                                .formatted(request.path(), method, request.method()));
    }

    private static ApiResponse nothing(ApiRequest request) {
        return ApiResponse.error(
                ApiResponse.NOT_FOUND,
                "there is nothing at /api/v1/%s: try status, gateways, sessions, enrolments, requests, budgets, keys, dns, users, attempts, tokens, grants"
                        .formatted(request.path()));
    }

    private static String message(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
