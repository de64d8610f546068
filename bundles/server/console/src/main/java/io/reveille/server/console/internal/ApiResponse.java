/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * An answer of the API.
 *
 * @param status of HTTP (RFC 9110 section 15)
 */
record ApiResponse(int status, JsonElement body) {
    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int TOO_LARGE = 413;
    static final int INTERNAL_ERROR = 500;
    static final int UNAVAILABLE = 503;

    private static final int OK = 200;

    static ApiResponse ok(JsonElement body) {
        return new ApiResponse(OK, body);
    }

    /**
     * @param message for people: what was wrong and what to do
     */
    static ApiResponse error(int status, String message) {
        JsonObject body = new JsonObject();
        body.addProperty("error", message);
        return new ApiResponse(status, body);
    }
}
