/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.reveille.crypto.Certificates;
import io.reveille.crypto.Octets;
import io.reveille.crypto.Secret;
import io.reveille.gateway.agent.internal.ClockNews;
import io.reveille.gateway.agent.internal.audit.Journal;
import io.reveille.gateway.agent.internal.identity.MembershipJson;
import io.reveille.gateway.agent.internal.keys.KeyRing;
import io.reveille.gateway.agent.internal.keys.Renewal;
import io.reveille.gateway.agent.internal.keys.SealingGenerations;
import io.reveille.protocol.PreSharedKey;
import io.reveille.protocol.TrustedClock;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** What the proxy may change: each change is on the disk, and in the audit log, when answered. */
final class KeyOrders {
    private final KeyRing ring;
    private final Renewal renewal;
    private final TrustedClock clock;
    private final ClockNews clockNews;
    private final Journal journal;

    KeyOrders(KeyRing ring, TrustedClock clock, ClockNews clockNews, Journal journal) {
        this.ring = ring;
        this.renewal = new Renewal(ring);
        this.clock = clock;
        this.clockNews = clockNews;
        this.journal = journal;
    }

    JsonObject hello(JsonObject asked) {
        if (asked.has("time")) {
            clockNews.told(Instant.parse(MembershipJson.text(asked, "time")));
        }
        JsonObject answer = done();
        clock.now().ifPresent(now -> answer.addProperty("time", now.toString()));
        return answer;
    }

    JsonObject list(JsonObject asked) throws IOException, GeneralSecurityException {
        long before = ring.now().listVersion();
        long version = renewal.list(Octets.fromBase64(MembershipJson.text(asked, "list")));
        if (version != before) {
            journal.keys("key-list", Map.of("version", String.valueOf(version)));
        }
        JsonObject answer = done();
        answer.addProperty("version", version);
        return answer;
    }

    JsonObject sealingKey(JsonObject asked) throws IOException, GeneralSecurityException {
        int before = ring.now().sealing().current().number();
        SealingGenerations own =
                renewal.sealedTo(MembershipJson.integer(asked.get("known"), "known"));
        if (own.current().number() != before) {
            journal.keys(
                    "sealing-key", Map.of("generation", String.valueOf(own.current().number())));
        }
        JsonElement wanted = asked.get("next");
        if (wanted != null && wanted.isJsonPrimitive() && wanted.getAsBoolean()) {
            own = renewal.nextSealingKey();
        }
        JsonObject answer = done();
        answer.addProperty("generation", own.current().number());
        own.next()
                .ifPresent(
                        next -> {
                            JsonObject entry = new JsonObject();
                            entry.addProperty("generation", next.number());
                            entry.addProperty("key", next.pair().publicKey().base64());
                            answer.add("next", entry);
                        });
        return answer;
    }

    JsonObject certificateRequest() throws IOException {
        JsonObject answer = done();
        answer.addProperty("csr", renewal.certificateRequest());
        return answer;
    }

    JsonObject certificate(JsonObject asked) throws IOException, GeneralSecurityException {
        X509Certificate before = ring.now().tls().certificate();
        X509Certificate own =
                renewal.certificate(
                        Certificates.parse(MembershipJson.text(asked, "certificate")),
                        Certificates.parse(MembershipJson.text(asked, "fleetCa")).get(0));
        String expires = own.getNotAfter().toInstant().toString();
        if (!own.equals(before)) {
            clockNews.certified(own);
            journal.keys("certificate", Map.of("expires", expires));
        }
        JsonObject answer = done();
        answer.addProperty("expires", expires);
        return answer;
    }

    JsonObject preShared(JsonObject asked) throws IOException {
        int epoch = MembershipJson.integer(asked.get("epoch"), "epoch");
        byte[] key = Base64.getDecoder().decode(MembershipJson.text(asked, "key"));
        renewal.preShared(new PreSharedKey(epoch, Secret.of(key)));
        journal.keys("pre-shared-key", Map.of("epoch", String.valueOf(epoch)));
        JsonObject answer = done();
        answer.addProperty("epoch", epoch);
        return answer;
    }

    static JsonObject done() {
        JsonObject answer = new JsonObject();
        answer.addProperty("ok", true);
        return answer;
    }
}
