/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.protocol.RefusalReason;
import io.reveille.protocol.SealedRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is killed with SIGKILL at the worst moments. */
@Timeout(120)
class CrashTest {
    private final TestFleet fleet = new TestFleet();
    private final GatewayIdentity identity = fleet.gateway("meter-17");
    @TempDir Path home;

    @Test
    void a_request_replayed_after_the_gateway_was_killed_is_refused_and_both_are_recorded()
            throws Exception {
        identity.store(home);
        try (EchoService echo = new EchoService();
                TestProxy proxy = new TestProxy(fleet)) {
            SealedRequest request =
                    proxy.expect(
                            new TestRequest(fleet, identity, proxy.port(), echo.port()).seal());
            try (GatewayProcess first = new GatewayProcess(home, echo.port())) {
                assertThat(first.receive(request.octets())).isEqualTo("accepted");
                first.kill();
            }

            try (GatewayProcess second = new GatewayProcess(home, echo.port())) {
                assertThat(second.receive(request.octets()))
                        .isEqualTo(RefusalReason.REPLAYED.name());
            }
        }
        AuditTrail trail = AuditLog.read(home);
        assertThat(trail.breaks()).isEmpty();
        assertThat(trail.entries())
                .extracting(AuditEntry::event)
                .filteredOn(event -> event.equals("accepted") || event.equals("refused"))
                .containsExactly("accepted", "refused");
    }

    @Test
    void whatever_was_accepted_before_a_kill_is_in_the_log_and_stays_refused() throws Exception {
        identity.store(home);
        List<SealedRequest> accepted = new ArrayList<>();
        for (int life = 0; life < 3; life++) {
            try (GatewayProcess gateway = new GatewayProcess(home, 22)) {
                for (SealedRequest old : accepted) {
                    assertThat(gateway.receive(old.octets()))
                            .isEqualTo(RefusalReason.REPLAYED.name());
                }
                SealedRequest fresh = new TestRequest(fleet, identity, 9, 22).seal();
                assertThat(gateway.receive(fresh.octets())).isEqualTo("accepted");
                accepted.add(fresh);
                gateway.kill();
            }
        }

        AuditTrail trail = AuditLog.read(home);
        assertThat(trail.breaks()).isEmpty();
        assertThat(trail.entries())
                .filteredOn(entry -> entry.event().equals("accepted"))
                .extracting(entry -> entry.details().get("session"))
                .containsExactlyElementsOf(
                        accepted.stream().map(request -> request.sessionId().base64()).toList());
    }
}
