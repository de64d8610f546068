/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reveille.crypto.Octets;
import io.reveille.protocol.LongRecipient;
import io.reveille.protocol.Recipient;
import io.reveille.protocol.SignalChannel;
import io.reveille.tests.mail.MailHost;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** E-mails, from dovecot's mailboxes. */
class MailConformanceTest extends ChannelConformance {
    private static final AtomicInteger ACCOUNTS = new AtomicInteger();
    private static MailHost host;

    @BeforeAll
    static void start() {
        Optional<String> missing = MailHost.missing();
        missing.ifPresent(what -> System.err.println("SKIPPED: tests with mail: " + what));
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        host = MailHost.start();
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.close();
        }
    }

    @Override
    SignalChannel channel() {
        return SignalChannel.EMAIL;
    }

    @Override
    Carrier open(SignalListener listener) throws IOException {
        String account = "pump-" + ACCOUNTS.incrementAndGet();
        MailSignalSource source =
                new MailSignalSource(
                        MailFixtures.settings(
                                host,
                                account,
                                Files.writeString(
                                        directory.resolve("password"), MailHost.PASSWORD)),
                        SealedRequests.GATEWAY,
                        listener);
        return new Carrier() {
            @Override
            public void bring(Octets octets) {
                host.account(account).deliver(Mails.typed(octets));
            }

            @Override
            public Recipient recipient() {
                return new LongRecipient(SealedRequests.GATEWAY);
            }

            @Override
            public void close() {
                source.close();
            }
        };
    }
}
