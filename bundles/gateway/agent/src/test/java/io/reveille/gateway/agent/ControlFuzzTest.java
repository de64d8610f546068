/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.reveille.gateway.agent.internal.ClockNews;
import io.reveille.gateway.agent.internal.audit.Journal;
import io.reveille.gateway.agent.internal.control.ControlDesk;
import io.reveille.gateway.agent.internal.keys.KeyRing;
import io.reveille.protocol.TrustedClock;
import io.reveille.tunnel.TunnelControl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the committed seeds; with {@code JAZZER_FUZZ=1} it looks for more. */
class ControlFuzzTest {

    /** One gateway for all inputs: what an input changes, the next one finds. */
    private static final class Desk {
        static final TunnelControl CONTROL = open();

        private static TunnelControl open() {
            try {
                Path home = Files.createTempDirectory("reveille-control");
                Files.createDirectories(home.resolve("data"));
                GatewayIdentity identity = new TestFleet().gateway("meter-17");
                identity.store(home);
                Clock clock = Clock.systemUTC();
                return new ControlDesk(
                                home,
                                identity,
                                KeyRing.open(home, identity),
                                TrustedClock.of(clock),
                                ClockNews.none(),
                                new Journal(AuditLog.open(home, clock), clock),
                                Desk::idle)
                        .in(resumption -> {});
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static PrivateProxyStatus idle() {
            return new PrivateProxyStatus(0, Map.of(), 0, 0, 0, Optional.empty(), List.of());
        }
    }

    @FuzzTest(maxDuration = "2m")
    void any_question_is_answered_or_refused(byte[] octets) {
        String answer =
                Desk.CONTROL
                        .answer(new String(octets, StandardCharsets.UTF_8))
                        .toCompletableFuture()
                        .join();

        JsonObject said = JsonParser.parseString(answer).getAsJsonObject();
        if (!said.get("ok").getAsBoolean() && said.get("error").getAsString().isEmpty()) {
            throw new AssertionError("refused without a reason: " + answer);
        }
    }
}
