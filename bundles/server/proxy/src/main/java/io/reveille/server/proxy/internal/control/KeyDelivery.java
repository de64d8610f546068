/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.control;

import com.google.gson.JsonObject;
import io.reveille.crypto.Certificates;
import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingPublicKey;
import io.reveille.protocol.GatewayState;
import io.reveille.protocol.PreSharedKey;
import io.reveille.server.proxy.internal.Resumptions;
import io.reveille.server.proxy.internal.Resumptions.Ticket;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.KeyLife;
import io.reveille.server.registry.KeyLife.KeyChangeRefusedException;
import io.reveille.server.registry.KeyLife.RenewedCertificate;
import io.reveille.server.registry.KeyTask;
import io.reveille.server.registry.Registry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** What one gateway gets through one tunnel; each step does nothing when nothing is to be done. */
final class KeyDelivery {
    /** Part of its life after which a certificate is renewed: a gateway may sleep for long. */
    private static final int RENEWED_AT_LAST = 3;

    private final String gatewayId;
    private final GatewayTalk talk;
    private final KeyLife keys;
    private final Registry registry;
    private final InstantSource clock;
    private final Executor work;

    KeyDelivery(
            String gatewayId,
            GatewayTalk talk,
            KeyLife keys,
            Registry registry,
            InstantSource clock,
            Executor work) {
        this.gatewayId = gatewayId;
        this.talk = talk;
        this.keys = keys;
        this.registry = registry;
        this.clock = clock;
        this.work = work;
    }

    /** A change of the server's that may be refused. */
    private interface Change {
        void make() throws KeyChangeRefusedException;
    }

    /** The time, and what the gateway may dial again with. */
    CompletionStage<Void> hello(Ticket ticket) {
        JsonObject hello = GatewayTalk.question("hello");
        hello.addProperty("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        hello.add("resume", resume(ticket));
        return talk.ask(hello).thenAccept(answer -> {});
    }

    private static JsonObject resume(Ticket ticket) {
        JsonObject resume = new JsonObject();
        resume.addProperty("session", ticket.session().base64());
        resume.addProperty("token", Base64.getEncoder().encodeToString(ticket.token().toArray()));
        resume.addProperty("seconds", Resumptions.VALIDITY.toSeconds());
        return resume;
    }

    CompletionStage<Void> lists(GatewayState state) {
        List<Octets> missing = keys.keyListsAfter(state.list());
        CompletionStage<Void> done = CompletableFuture.completedStage(null);
        for (Octets list : missing) {
            done = done.thenCompose(before -> list(list));
        }
        return missing.isEmpty() && state.list() > 0
                ? done.thenRun(() -> change(() -> keys.listReached(gatewayId, state.list())))
                : done;
    }

    private CompletionStage<Void> list(Octets list) {
        JsonObject question = GatewayTalk.question("key-list");
        question.addProperty("list", list.base64());
        return then(
                question,
                answer -> {
                    long version = GatewayTalk.number(answer, "version");
                    change(() -> keys.listReached(gatewayId, version));
                });
    }

    CompletionStage<Void> sealingKey(GatewayState state) {
        int known = registry.gateway(gatewayId).map(Gateway::keyGeneration).orElse(0);
        boolean wanted = keys.due(gatewayId).contains(KeyTask.SEALING_KEY);
        if (known == 0 || (state.key() == known && !wanted)) {
            return CompletableFuture.completedStage(null);
        }
        JsonObject question = GatewayTalk.question("sealing-key");
        question.addProperty("known", known);
        question.addProperty("next", wanted);
        CompletionStage<JsonObject> answered = talk.ask(question);
        return wanted
                ? answered.thenComposeAsync(this::takeSealingKey, work)
                : answered.thenAccept(answer -> {});
    }

    private CompletionStage<Void> takeSealingKey(JsonObject answer) {
        JsonObject next = answer.getAsJsonObject("next");
        if (next == null) {
            throw new IllegalArgumentException("it made no sealing key");
        }
        int generation = (int) Math.min(256, GatewayTalk.number(next, "generation"));
        SealingPublicKey key = SealingPublicKey.fromBase64(GatewayTalk.text(next, "key"));
        change(() -> keys.newSealingKey(gatewayId, generation, key));
        JsonObject known = GatewayTalk.question("sealing-key");
        known.addProperty("known", generation);
        return talk.ask(known).thenAccept(promoted -> {});
    }

    CompletionStage<Void> certificate(X509Certificate shown) {
        keys.certificateUsed(gatewayId, shown);
        if (!isLate(shown) && !keys.due(gatewayId).contains(KeyTask.CERTIFICATE)) {
            return CompletableFuture.completedStage(null);
        }
        return talk.ask(GatewayTalk.question("certificate-request"))
                .thenComposeAsync(answer -> certify(GatewayTalk.text(answer, "csr")), work);
    }

    private boolean isLate(X509Certificate shown) {
        Instant from = shown.getNotBefore().toInstant();
        Instant until = shown.getNotAfter().toInstant();
        Duration last = Duration.between(from, until).dividedBy(RENEWED_AT_LAST);
        return clock.instant().isAfter(until.minus(last));
    }

    private CompletionStage<Void> certify(String request) {
        try {
            RenewedCertificate renewed = keys.renewCertificate(gatewayId, request);
            JsonObject question = GatewayTalk.question("certificate");
            question.addProperty("certificate", Certificates.pem(List.of(renewed.certificate())));
            question.addProperty("fleetCa", Certificates.pem(List.of(renewed.fleetCa())));
            return talk.ask(question).thenAccept(answer -> {});
        } catch (KeyChangeRefusedException refused) {
            return CompletableFuture.failedStage(refused);
        }
    }

    CompletionStage<Void> preSharedKey() {
        if (!keys.due(gatewayId).contains(KeyTask.PSK)) {
            return CompletableFuture.completedStage(null);
        }
        try {
            PreSharedKey fresh = keys.offerPsk(gatewayId);
            JsonObject question = GatewayTalk.question("psk");
            question.addProperty("epoch", fresh.epoch());
            question.addProperty("key", Octets.of(fresh.key().copy()).base64());
            return then(
                    question, stored -> change(() -> keys.confirmPsk(gatewayId, fresh.epoch())));
        } catch (KeyChangeRefusedException refused) {
            return CompletableFuture.failedStage(refused);
        }
    }

    private CompletionStage<Void> then(JsonObject question, Consumer<JsonObject> afterwards) {
        return talk.ask(question).thenAcceptAsync(afterwards, work);
    }

    private static void change(Change change) {
        try {
            change.make();
        } catch (KeyChangeRefusedException refused) {
            throw new CompletionException(refused);
        }
    }
}
