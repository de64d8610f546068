/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.protocol.RefusalReason;
import io.reveille.protocol.SealedRequest;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.TrustedClock;
import io.reveille.protocol.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A private proxy with real sealed requests, a real tunnel listener and a real service. */
@Timeout(120)
abstract class PrivateProxyFixture {
    static final TrustedClock CLOCK = TrustedClock.of(Clock.systemUTC());

    final TestFleet fleet = new TestFleet();
    final GatewayIdentity identity = fleet.gateway("meter-17");
    EchoService echo;
    TestProxy proxy;
    PrivateProxy gateway;
    @TempDir Path home;

    @BeforeEach
    void start() throws Exception {
        echo = new EchoService();
        proxy = new TestProxy(fleet);
        identity.store(home);
        gateway = PrivateProxy.open(configuration(AccessBudget.defaults()), identity, CLOCK);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        proxy.close();
        echo.close();
        assertThat(AuditLog.read(home).breaks()).isEmpty();
    }

    TestRequest request() {
        return request(identity);
    }

    TestRequest request(GatewayIdentity to) {
        return request(to, proxy.port());
    }

    TestRequest request(GatewayIdentity to, int port) {
        return new TestRequest(fleet, to, port, echo.port());
    }

    SealedRequest accept(TestRequest request) {
        SealedRequest sealed = proxy.expect(request.seal());
        assertThat(gateway.receive(SignalChannel.SMS, sealed.octets()))
                .isInstanceOf(Verdict.Accepted.class);
        return sealed;
    }

    void assertRefused(SealedRequest request, RefusalReason reason) {
        assertThat(gateway.receive(SignalChannel.SMS, request.octets()))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    List<String> events() throws IOException {
        return AuditLog.read(home).entries().stream().map(AuditEntry::event).toList();
    }

    AuditEntry entry(String event) throws IOException {
        return AuditLog.read(home).entries().stream()
                .filter(e -> e.event().equals(event))
                .findFirst()
                .orElseThrow();
    }

    PrivateProxyConfiguration configuration(AccessBudget budget) {
        PrivateProxyConfiguration usual =
                PrivateProxyConfiguration.of(
                        home, OfferedService.parse("echo=127.0.0.1:" + echo.port()));
        return new PrivateProxyConfiguration(
                home,
                usual.services(),
                usual.protocols(),
                usual.tunnel(),
                usual.proxiesAllowed(),
                usual.msisdn(),
                budget,
                usual.ipsec());
    }

    static AccessBudget budget(int opens, int dials) {
        return new AccessBudget(
                opens, dials, 120, 8, Duration.ofMillis(100), Duration.ofSeconds(1));
    }
}
