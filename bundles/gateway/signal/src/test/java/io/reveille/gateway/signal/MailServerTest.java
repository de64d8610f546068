/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reveille.tests.mail.MailHost;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Tests with a real mail server; where it cannot be had they are skipped, and say so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MailServerTest {
    MailHost host;

    @BeforeAll
    void start() {
        Optional<String> missing = MailHost.missing();
        missing.ifPresent(what -> System.err.println("SKIPPED: tests with mail: " + what));
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        host = MailHost.start();
    }

    @AfterAll
    void stop() {
        if (host != null) {
            host.close();
        }
    }
}
