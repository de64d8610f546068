/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import io.reveille.crypto.Secret;
import io.reveille.server.registry.AddressGrant;
import io.reveille.server.registry.AddressGrants;
import io.reveille.server.registry.ClientAccess;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.PasswordCredentials;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * HTTP around the {@link OpenPage}. Every order comes with name and password, so nothing has to be
 * remembered between two of them, and no other page can give one in the person's name.
 */
public final class OpenPageServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final int MAX_FORM = 4096;
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;

    private final transient Login login;
    private final transient AddressGrants grants;

    public OpenPageServlet(ClientAccess access, AddressGrants grants) {
        this.login = new Login(access);
        this.grants = grants;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        send(response, OK, OpenPage.html(request.getRemoteAddr(), Optional.empty(), List.of()));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String address = request.getRemoteAddr();
        byte[] body = request.getInputStream().readNBytes(MAX_FORM + 1);
        if (body.length > MAX_FORM) {
            say(response, ApiResponse.TOO_LARGE, address, "That is too much.", List.of());
            return;
        }
        try {
            InetAddress source = IpLiterals.parse(address.replaceAll("%.*", ""));
            Map<String, String> form = form(new String(body, StandardCharsets.UTF_8));
            Optional<ClientIdentity> identity = identity(form, source);
            if (identity.isEmpty()) {
                say(
                        response,
                        FORBIDDEN,
                        address,
                        "User or password are wrong, or there were too many tries: wait a minute.",
                        List.of());
                return;
            }
            String message = open(identity.get(), form, source);
            say(response, OK, address, message, grants.grants(Optional.of(identity.get().name())));
        } catch (IllegalArgumentException e) {
            say(
                    response,
                    ApiResponse.BAD_REQUEST,
                    address,
                    "Not opened: " + e.getMessage(),
                    List.of());
        } catch (IllegalStateException e) {
            say(
                    response,
                    ApiResponse.UNAVAILABLE,
                    address,
                    "Not opened: " + e.getMessage(),
                    List.of());
        }
    }

    private Optional<ClientIdentity> identity(Map<String, String> form, InetAddress source) {
        byte[] octets = form.getOrDefault("password", "").getBytes(StandardCharsets.UTF_8);
        Secret password = Secret.of(octets);
        try {
            return login.identity(
                    new PasswordCredentials(form.getOrDefault("user", ""), password), source);
        } finally {
            password.destroy();
        }
    }

    private String open(ClientIdentity identity, Map<String, String> form, InetAddress source) {
        String what = form.getOrDefault("what", "").strip();
        if (what.isEmpty()) {
            return "This is what you have open.";
        }
        String[] parts = what.split("/", 2);
        AddressGrant grant =
                grants.open(
                        identity,
                        parts[0],
                        parts.length > 1 ? parts[1] : "*",
                        source,
                        Duration.ofMinutes(minutes(form.getOrDefault("minutes", "15"))));
        return "%s is open for %s until %s."
                .formatted(what, source.getHostAddress(), grant.expiresAt());
    }

    private static int minutes(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("minutes must be a number", e);
        }
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    private static void say(
            HttpServletResponse response,
            int status,
            String address,
            String message,
            List<AddressGrant> open)
            throws IOException {
        send(response, status, OpenPage.html(address, Optional.of(message), open));
    }

    private static void send(HttpServletResponse response, int status, String page)
            throws IOException {
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/html;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
