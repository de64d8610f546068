/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.crypto.Octets;
import io.reveille.protocol.LongRecipient;
import io.reveille.protocol.SignalChannel;
import io.reveille.tests.mail.MailAccount;
import io.reveille.tests.mail.MailHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A mailbox of dovecot's. */
@Timeout(120)
class MailSignalSourceTest extends MailServerTest {
    private static final AtomicInteger ACCOUNTS = new AtomicInteger();

    private final SealedRequests fleet = new SealedRequests();
    private MailFixtures fixtures;
    private MailAccount account;
    private int counter;
    @TempDir Path directory;

    @BeforeEach
    void an_account() throws IOException {
        Path password = Files.writeString(directory.resolve("password"), MailHost.PASSWORD + "\n");
        String user = "source-" + ACCOUNTS.incrementAndGet();
        fixtures = new MailFixtures(host, user, password);
        account = host.account(user);
    }

    private Octets request() {
        return fleet.seal(SignalChannel.EMAIL, new LongRecipient("pump-17"), ++counter);
    }

    @Test
    void a_mail_with_a_request_is_taken_and_moved_and_others_are_left_alone() {
        Octets request = request();
        try (Inbox inbox = new Inbox(fixtures.settings()).awaitHealth("waiting for mail")) {
            account.deliver(Mails.text("A newsletter that nobody asked for."));
            account.deliver(Mails.typed(request));

            inbox.awaitRequests(1);

            await().until(() -> account.folder("Reveille").size() == 1);
            assertThat(inbox.received).containsExactly(request);
            assertThat(inbox.origins).containsExactly("mail from Somebody <somebody@example.org>");
            inbox.awaitHealth("1 possible access requests taken, 1 other mails left alone");
            assertThat(account.inbox()).singleElement().asString().doesNotContain(",S");
        }
    }

    @Test
    void a_request_that_came_while_nobody_read_is_taken_at_the_start_the_newest_first() {
        Octets old = request();
        Octets recent = request();
        account.deliver(Mails.typed(old));
        try (Inbox first = new Inbox(fixtures.settings())) {
            first.awaitRequests(1); // gives it the lower UID
        }
        account.deliver(Mails.text("hello"));
        fixtures.processedFolder = Optional.empty();
        account.deliver(Mails.typed(recent));

        try (Inbox inbox = new Inbox(fixtures.settings())) {
            inbox.awaitRequests(1);

            assertThat(inbox.received.get(0)).isEqualTo(recent);
        }
    }

    @Test
    void a_mail_that_was_flagged_is_not_looked_at_again() {
        fixtures.processedFolder = Optional.empty();
        account.deliver(Mails.typed(request()));
        try (Inbox inbox = new Inbox(fixtures.settings())) {
            inbox.awaitRequests(1);
            await().until(() -> account.inbox().toString().contains(":2,a"));
        }
        Octets second = request();
        account.deliver(Mails.typed(second));

        try (Inbox inbox = new Inbox(fixtures.settings())) {
            inbox.awaitRequests(1);

            inbox.awaitHealth("1 possible access requests taken, 0 other");
            assertThat(inbox.received).containsExactly(second);
        }
    }

    @Test
    void a_restart_of_the_server_is_got_over() {
        try (Inbox inbox = new Inbox(fixtures.settings()).awaitHealth("waiting for mail")) {
            host.stopDovecot();
            inbox.awaitHealth("trying again");
            Octets request = request();
            account.deliver(Mails.typed(request));

            host.startDovecot();

            inbox.awaitRequests(1);
            assertThat(inbox.received).containsExactly(request);
        }
    }

    @Test
    void a_server_without_idle_is_asked() {
        host.stopDovecot();
        host.configureDovecot("imap_capability = IMAP4rev1 UIDPLUS\n");
        host.startDovecot();
        try (Inbox inbox = new Inbox(fixtures.settings()).awaitHealth("asking for mail every")) {
            Octets request = request();
            account.deliver(Mails.typed(request));

            inbox.awaitRequests(1);

            await().until(() -> account.folder("Reveille").size() == 1);
            assertThat(account.inbox()).isEmpty();
        } finally {
            host.stopDovecot();
            host.configureDovecot("");
            host.startDovecot();
        }
    }

    @Test
    void what_has_been_read_is_not_read_again_after_a_restart_but_all_is_when_the_uids_are_new()
            throws IOException {
        Path position = directory.resolve("data").resolve("mail");
        fixtures.positionFile = Optional.of(position);
        fixtures.processedFolder = Optional.empty();
        account.deliver(Mails.text("one"));
        account.deliver(Mails.text("two"));
        try (Inbox inbox = new Inbox(fixtures.settings())) {
            inbox.awaitHealth("2 other mails left alone");
            await().until(() -> Files.exists(position));
        }
        account.deliver(Mails.text("three"));
        try (Inbox inbox = new Inbox(fixtures.settings())) {
            inbox.awaitHealth("1 other mails left alone");
        }
        String before = Files.readString(position);

        host.stopDovecot();
        account.forgetUids();
        host.startDovecot();

        try (Inbox inbox = new Inbox(fixtures.settings())) {
            inbox.awaitHealth("3 other mails left alone");
            await().until(() -> !Files.readString(position).equals(before));
        }
    }

    @Test
    void a_connection_that_a_nat_forgets_is_noticed_and_made_again() throws IOException {
        try (SilentRelay nat = new SilentRelay(host.ports().imaps())) {
            fixtures.port = nat.port();
            fixtures.keepAlive = Duration.ofMillis(700);
            fixtures.timeout = Duration.ofMillis(700);
            try (Inbox inbox = new Inbox(fixtures.settings()).awaitHealth("waiting for mail")) {
                nat.forget();
                Octets request = request();
                account.deliver(Mails.typed(request));

                inbox.awaitRequests(1);

                assertThat(inbox.received).containsExactly(request);
                assertThat(nat.connections()).isEqualTo(2);
            }
        }
    }

    @Test
    void a_keep_alive_costs_few_octets_and_no_new_connection() throws IOException {
        try (SilentRelay nat = new SilentRelay(host.ports().imaps())) {
            fixtures.port = nat.port();
            fixtures.keepAlive = Duration.ofMillis(100);
            try (Inbox inbox = new Inbox(fixtures.settings()).awaitHealth("waiting for mail")) {
                int before = nat.octets();
                await().until(() -> nat.octets() - before > 1500);
                Octets request = request();
                account.deliver(Mails.typed(request));

                inbox.awaitRequests(1);

                assertThat(nat.connections()).isEqualTo(1);
            }
        }
    }

    @Test
    void of_a_large_mail_the_small_parts_are_fetched_and_of_an_oversized_one_nothing()
            throws IOException {
        Octets request = request();
        account.deliver(Mails.withRequestBehind(2_000_000, request()));
        account.deliver(Mails.withRequestBehind(700_000, request));
        try (SilentRelay link = new SilentRelay(host.ports().imaps())) {
            fixtures.port = link.port();
            try (Inbox inbox = new Inbox(fixtures.settings())) {
                inbox.awaitHealth("1 possible access requests taken, 1 other mails left alone");

                assertThat(inbox.received).containsExactly(request);
                assertThat(link.octets()).isLessThan(20_000);
            }
        }
    }

    @Test
    void a_mail_that_was_delivered_twice_is_taken_twice_and_moved_twice() {
        Octets request = request();
        try (Inbox inbox = new Inbox(fixtures.settings()).awaitHealth("waiting for mail")) {
            account.deliver(Mails.typed(request));
            account.deliver(Mails.typed(request));

            inbox.awaitRequests(2);

            await().until(() -> account.folder("Reveille").size() == 2);
            assertThat(inbox.received).containsExactly(request, request);
        }
    }

    @Test
    void starttls_does_as_well() {
        fixtures.port = host.ports().imap();
        fixtures.security = MailSecurity.STARTTLS;
        try (Inbox inbox = new Inbox(fixtures.settings()).awaitHealth("waiting for mail")) {
            account.deliver(Mails.typed(request()));

            inbox.awaitRequests(1);
        }
    }
}
