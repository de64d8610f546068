/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.reveille.gateway.agent.AuditEntry;
import io.reveille.gateway.agent.AuditLog;
import io.reveille.gateway.agent.AuditTrail;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.gateway.agent.PrivateProxyStatus;
import io.reveille.gateway.agent.internal.identity.MembershipJson;
import io.reveille.gateway.agent.internal.keys.KeyRing;
import io.reveille.protocol.TrustedClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** What the proxy may know: how the gateway is, and what its audit log says. Nothing secret. */
final class Reports {
    private static final int MOST_ENTRIES = 200;
    private static final int MOST_CHARACTERS = 40 * 1024;
    private static final int MOST_BREAKS = 10;

    private final Path home;
    private final GatewayIdentity identity;
    private final KeyRing ring;
    private final TrustedClock clock;
    private final Supplier<PrivateProxyStatus> proxy;

    Reports(
            Path home,
            GatewayIdentity identity,
            KeyRing ring,
            TrustedClock clock,
            Supplier<PrivateProxyStatus> proxy) {
        this.home = home;
        this.identity = identity;
        this.ring = ring;
        this.clock = clock;
        this.proxy = proxy;
    }

    JsonObject status() {
        JsonObject status = StatusJson.of(home, identity, ring.now());
        clock.now().ifPresent(now -> status.addProperty("time", now.toString()));
        status.add("proxy", StatusJson.of(proxy.get()));
        JsonObject answer = KeyOrders.done();
        answer.add("status", status);
        return answer;
    }

    /** Entries before a number, the newest first, as many as fit. */
    JsonObject audit(JsonObject asked) throws IOException {
        long before = number(asked.get("before"), Long.MAX_VALUE);
        long limit = Math.min(MOST_ENTRIES, number(asked.get("limit"), MOST_ENTRIES));
        AuditTrail trail = AuditLog.read(home);
        List<AuditEntry> entries = trail.entries();
        JsonArray page = new JsonArray();
        int characters = 0;
        boolean more = false;
        for (int i = entries.size() - 1; i >= 0 && !more; i--) {
            AuditEntry entry = entries.get(i);
            if (entry.number() >= before) {
                continue;
            }
            JsonObject json = StatusJson.of(entry);
            characters += json.toString().length();
            more = page.size() >= limit || (characters > MOST_CHARACTERS && !page.isEmpty());
            if (!more) {
                page.add(json);
            }
        }
        JsonArray breaks = new JsonArray();
        trail.breaks().stream().limit(MOST_BREAKS).forEach(breaks::add);
        JsonObject answer = KeyOrders.done();
        answer.add("entries", page);
        answer.add("breaks", breaks);
        answer.addProperty("more", more);
        return answer;
    }

    private static long number(JsonElement member, long otherwise) {
        return member == null ? otherwise : MembershipJson.integer(member, "before or limit");
    }
}
