/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A new gateway, and the server of the fleet that it is to join. */
abstract class EnrolmentFixture {
    static final List<OfferedService> SERVICES =
            OfferedService.parse("http=127.0.0.1:8080,ssh=127.0.0.1:22");

    final TestFleet fleet = new TestFleet();
    TestEnrolmentServer server;
    @TempDir Path home;

    @BeforeEach
    void start() throws Exception {
        server = new TestEnrolmentServer(fleet, fleet.server());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    GatewayIdentity enrol(String code) throws EnrolmentException {
        return new GatewayEnrolment().enrol(server.url(), code, SERVICES, home);
    }

    EnrolmentException refused(String code) {
        return catchThrowableOfType(EnrolmentException.class, () -> enrol(code));
    }
}
