/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.reveille.server.registry.GatewayControl;
import java.util.Map;
import java.util.OptionalLong;

/** What gateways say of themselves: {@code gateways/ID/status} and {@code gateways/ID/audit}. */
final class ControlResource {
    private static final int USUAL_LIMIT = 50;

    private final ServerView view;

    ControlResource(ServerView view) {
        this.view = view;
    }

    JsonElement status(String gatewayId, Map<String, String> query) {
        return json(control().status(gatewayId, wake(query)));
    }

    JsonElement audit(String gatewayId, Map<String, String> query) {
        OptionalLong before =
                query.containsKey("before")
                        ? OptionalLong.of(number(query, "before", 0))
                        : OptionalLong.empty();
        return json(
                control()
                        .audit(
                                gatewayId,
                                before,
                                number(query, "limit", USUAL_LIMIT),
                                wake(query)));
    }

    private GatewayControl control() {
        return view.control()
                .orElseThrow(() -> new IllegalStateException("the public proxy is not up"));
    }

    private static boolean wake(Map<String, String> query) {
        String wake = query.getOrDefault("wake", "false");
        if (!wake.equals("true") && !wake.equals("false")) {
            throw new IllegalArgumentException("wake must be true or false, but is " + wake);
        }
        return wake.equals("true");
    }

    private static int number(Map<String, String> query, String name, int otherwise) {
        String text = query.getOrDefault(name, Integer.toString(otherwise));
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(name + " must be a number, but is " + text);
        }
        return Integer.parseInt(text);
    }

    private static JsonElement json(String answer) {
        try {
            return JsonParser.parseString(answer);
        } catch (JsonParseException e) {
            throw new IllegalStateException("the gateway's answer can't be read", e);
        }
    }
}
