/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.server.registry.IpLiterals;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** HTTP around the {@link Api}: who asks first, then bounded bodies in and JSON out. */
public final class ApiServlet extends HttpServlet {
    /** Largest body that is read, in octets. */
    static final int MAX_BODY = 16 * 1024;

    /** Where whole files are sent. */
    private static final int MAX_FILE = 4 * 1024 * 1024;

    private static final long serialVersionUID = 1;
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private final transient Api api;
    private final transient ApiDoor door;

    public ApiServlet(Api api, ApiDoor door) {
        this.api = api;
        this.door = door;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        send(response, respond(request));
    }

    private ApiResponse respond(HttpServletRequest request) throws IOException {
        if (isOfAnotherSite(request)) {
            return ApiResponse.error(
                    ApiResponse.FORBIDDEN, "the API does not answer web pages of other sites");
        }
        InetAddress source = IpLiterals.parse(request.getRemoteAddr().replaceAll("%.*", ""));
        Optional<ClientIdentity> caller;
        try {
            caller = door.caller(header(request, "Authorization"), source);
        } catch (IllegalStateException e) {
            return ApiResponse.error(ApiResponse.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
        if (caller.isEmpty()) {
            return ApiResponse.error(
                    ApiResponse.UNAUTHORIZED,
                    "send the token of the server's run/api.json or one of 'reveille tokens add' as 'Authorization: Bearer …', or a user's name and password (Basic); after too many tries wait a minute");
        }
        return respond(caller.get(), source, request);
    }

    private ApiResponse respond(
            ClientIdentity caller, InetAddress source, HttpServletRequest request)
            throws IOException {
        String path = Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
        int most =
                path.equals("enrolments/import") || path.equals("keys/list") ? MAX_FILE : MAX_BODY;
        byte[] body = request.getInputStream().readNBytes(most + 1);
        if (body.length > most) {
            return ApiResponse.error(
                    ApiResponse.TOO_LARGE, "the body is longer than %d octets".formatted(most));
        }
        return api.respond(
                new ApiRequest(
                        caller,
                        source,
                        request.getMethod(),
                        path,
                        query(request),
                        new String(body, StandardCharsets.UTF_8)));
    }

    /**
     * Whether a page of elsewhere has the browser ask, which may add the password that it has
     * learnt (Fetch Metadata Request Headers, section 2.2; RFC 6454, section 7).
     */
    private static boolean isOfAnotherSite(HttpServletRequest request) {
        String site = header(request, "Sec-Fetch-Site");
        return site.isEmpty()
                ? !header(request, "Origin").isEmpty()
                : !site.equals("same-origin") && !site.equals("none");
    }

    private static String header(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name)).orElse("");
    }

    private static Map<String, String> query(HttpServletRequest request) {
        Map<String, String> query = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> query.put(name, values[0]));
        return query;
    }

    private static void send(HttpServletResponse response, ApiResponse answer) throws IOException {
        byte[] body = (GSON.toJson(answer.body()) + "\n").getBytes(StandardCharsets.UTF_8);
        response.setStatus(answer.status());
        response.setContentType("application/json;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (answer.status() == ApiResponse.UNAUTHORIZED) {
            response.addHeader("WWW-Authenticate", "Bearer realm=\"reveille\"");
            response.addHeader("WWW-Authenticate", "Basic realm=\"reveille\", charset=\"UTF-8\"");
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
