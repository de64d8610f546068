/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import io.reveille.gateway.agent.AuditEntry;
import io.reveille.gateway.agent.AuditLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the gateway wrote about the requests that reached it. */
final class Audit {
    private Audit() {}

    static List<AuditEntry> of(Path gatewayHome, String event) throws IOException {
        return AuditLog.read(gatewayHome).entries().stream()
                .filter(entry -> entry.event().equals(event))
                .toList();
    }
}
