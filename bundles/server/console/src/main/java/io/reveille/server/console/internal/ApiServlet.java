/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** HTTP around the {@link Api}: the token first, then bounded bodies in and JSON out. */
public final class ApiServlet extends HttpServlet {
    /** Largest body that is read, in octets. */
    static final int MAX_BODY = 16 * 1024;

    /** Where whole files are sent. */
    private static final int MAX_FILE = 4 * 1024 * 1024;

    private static final long serialVersionUID = 1;
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private final transient Api api;
    private final transient ApiToken token;

    public ApiServlet(Api api, ApiToken token) {
        this.api = api;
        this.token = token;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        send(response, respond(request));
    }

    private ApiResponse respond(HttpServletRequest request) throws IOException {
        String authorization = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
        if (!token.opens(authorization)) {
            return ApiResponse.error(
                    ApiResponse.UNAUTHORIZED,
                    "send the token of the server's run/api.json as 'Authorization: Bearer …'");
        }
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
                        request.getMethod(),
                        path,
                        query(request),
                        new String(body, StandardCharsets.UTF_8)));
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
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
