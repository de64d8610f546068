/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.reveille.crypto.Secret;
import io.reveille.server.registry.AccessAttempt;
import io.reveille.server.registry.ApiToken;
import io.reveille.server.registry.ApiTokens.Issued;
import io.reveille.server.registry.BearerCredentials;
import io.reveille.server.registry.ClientCredentials;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.server.registry.ClientReach;
import io.reveille.server.registry.ClientRole;
import io.reveille.server.registry.ClientVerdict;
import io.reveille.server.registry.ClientVerdict.Admitted;
import io.reveille.server.registry.ClientVerdict.Denied;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.PasswordCredentials;
import io.reveille.server.registry.UserRights;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersTest {
    private static final InetAddress HERE = IpLiterals.parse("192.0.2.1");
    private static final InetAddress THERE = IpLiterals.parse("198.51.100.1");
    private static final UserRights HTTP_OF_GW7 =
            new UserRights(ClientRole.CLIENT, ClientReach.parse("gw7/http"));
    private static final Denied DENIED = new Denied();

    @TempDir Path home;
    private final MovableClock clock = new MovableClock();
    private ServerRegistry server;

    @BeforeEach
    void start() {
        server = Fleet.open(Fleet.settings(home), clock);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_user_logs_in_by_password_also_after_a_restart() throws Exception {
        ada();

        assertThat(identity(password("ada", "correct horse")).mayReach("gw7", "http")).isTrue();
        assertThat(identity(password("ada", "correct horse")).mayReach("gw7", "ssh")).isFalse();
        assertThat(login(password("ada", "correct house"))).isEqualTo(DENIED);
        assertThat(login(password("eve", "correct horse"))).isEqualTo(DENIED);
        restart();
        assertThat(identity(password("ada", "correct horse")).name()).isEqualTo("ada");
    }

    @Test
    void nothing_secret_is_on_disk_or_in_texts() throws Exception {
        ada();
        Issued issued = issue(ClientReach.EVERYTHING);
        String token = text(issued.text());
        server.close();

        String store =
                new String(
                        Files.readAllBytes(home.resolve("data/registry.mv.db")),
                        StandardCharsets.ISO_8859_1);
        assertThat(store).contains("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(store).doesNotContain("correct horse").doesNotContain(token.substring(13));
        assertThat(issued.toString()).doesNotContain(token.substring(13));
        assertThat(password("ada", "correct horse").toString()).doesNotContain("horse");
        start();
    }

    @Test
    void a_changed_password_holds_at_once_and_the_old_one_no_longer() throws Exception {
        ada();
        identity(password("ada", "correct horse"));

        server.users().password("ada", secret("battery staple"));

        assertThat(login(password("ada", "correct horse"))).isEqualTo(DENIED);
        identity(password("ada", "battery staple"));
    }

    @Test
    void the_audit_tells_who_tried_from_where_and_what_came_of_it_but_no_secret() throws Exception {
        ada();
        login(password("ada", "wrong and long"));
        login(password("ada", "correct horse"));
        login(new BearerCredentials(secret("rvl_00000000_")), THERE);

        List<AccessAttempt> attempts = server.users().attempts(10, Optional.empty());

        assertThat(attempts)
                .extracting(
                        AccessAttempt::source,
                        AccessAttempt::kind,
                        AccessAttempt::user,
                        AccessAttempt::admitted)
                .containsExactly(
                        tuple("198.51.100.1", "token", "", false),
                        tuple("192.0.2.1", "password", "ada", true),
                        tuple("192.0.2.1", "password", "ada", false));
        assertThat(attempts.toString()).doesNotContain("wrong and long").doesNotContain("horse");
        restart();
        assertThat(server.users().attempts(10, Optional.of("ada"))).hasSize(2);
    }

    @Test
    void a_token_is_limited_by_its_scope_its_time_and_its_user() throws Exception {
        ada();
        server.users().change("ada", rights -> rights.withRole(ClientRole.ADMIN));
        Issued whole = issue(ClientReach.EVERYTHING);
        Issued ssh = issue(ClientReach.parse("*/ssh"));

        assertThat(identity(bearer(whole)).mayReach("gw7", "http")).isTrue();
        assertThat(identity(bearer(whole)).role()).isEqualTo(ClientRole.ADMIN);
        assertThat(identity(bearer(ssh)).mayReach("gw7", "http")).isFalse();
        assertThat(identity(bearer(ssh)).role()).isEqualTo(ClientRole.CLIENT);
        assertThat(identity(new PasswordCredentials("ada", whole.text())).name()).isEqualTo("ada");
        assertThat(login(new PasswordCredentials("bob", whole.text()))).isEqualTo(DENIED);
        assertThat(text(whole.text())).startsWith("rvl_" + whole.token().id() + "_").hasSize(56);

        restart();
        identity(bearer(whole));
        assertThat(server.tokens().tokens(Optional.of("ada"))).hasSize(2);
        clock.advance(Duration.ofHours(2));
        assertThat(login(bearer(whole))).isEqualTo(DENIED);
        assertThat(server.tokens().tokens(Optional.empty())).isEmpty();
    }

    @Test
    void the_last_use_of_a_token_is_kept() throws Exception {
        ada();
        Issued issued = issue(ClientReach.EVERYTHING);
        identity(bearer(issued));
        restart();

        assertThat(server.tokens().tokens(Optional.of("ada")))
                .extracting(ApiToken::usedAt)
                .containsExactly(Optional.of(clock.instant()));
    }

    @Test
    void revoking_a_user_ends_everything_at_once_and_tokens_for_good() throws Exception {
        ada();
        Fleet.enrol(server, "gw7", "http");
        Issued issued = issue(ClientReach.EVERYTHING);
        ClientIdentity byPassword = identity(password("ada", "correct horse"));
        ClientIdentity byToken = identity(bearer(issued));
        server.grants().open(byPassword, "gw7", "http", THERE, Duration.ofMinutes(5));
        AtomicInteger changes = new AtomicInteger();
        server.access().onChange(changes::incrementAndGet);
        assertThat(server.access().stands(byToken, "gw7", "http")).isTrue();

        server.users().revoke("ada");

        assertThat(changes).hasPositiveValue();
        assertThat(server.access().stands(byPassword, "gw7", "http")).isFalse();
        assertThat(server.access().stands(byToken, "gw7", "http")).isFalse();
        assertThat(server.grants().isOpen("gw7", "http", THERE)).isFalse();
        assertThat(login(password("ada", "correct horse"))).isEqualTo(DENIED);
        assertThat(login(bearer(issued))).isEqualTo(DENIED);
        server.users().restore("ada");
        assertThat(login(bearer(issued))).isEqualTo(DENIED);
        assertThat(server.grants().isOpen("gw7", "http", THERE)).isFalse();
        identity(password("ada", "correct horse"));
    }

    @Test
    void a_revoked_token_ends_what_it_opened_and_leaves_the_rest() throws Exception {
        ada();
        Issued issued = issue(ClientReach.EVERYTHING);
        ClientIdentity byToken = identity(bearer(issued));
        ClientIdentity byPassword = identity(password("ada", "correct horse"));

        assertThat(server.tokens().revoke(issued.token().id())).isPresent();

        assertThat(login(bearer(issued))).isEqualTo(DENIED);
        assertThat(server.access().stands(byToken, "gw7", "http")).isFalse();
        assertThat(server.access().stands(byPassword, "gw7", "http")).isTrue();
        server.users().change("ada", rights -> rights.withReach(ClientReach.NOTHING));
        assertThat(server.access().stands(byPassword, "gw7", "http")).isFalse();
        assertThat(server.tokens().revoke("no such")).isEmpty();
    }

    @Test
    void a_grant_opens_one_service_for_one_address_for_a_while() throws Exception {
        ada();
        Fleet.enrol(server, "gw7", "http", "ssh");
        ClientIdentity ada = identity(password("ada", "correct horse"));

        server.grants().open(ada, "gw7", "*", THERE, Duration.ofMinutes(5));

        assertThat(server.grants().isOpen("gw7", "http", THERE)).isTrue();
        assertThat(server.grants().isOpen("gw7", "ssh", THERE)).isFalse(); // not hers
        assertThat(server.grants().isOpen("gw7", "http", HERE)).isFalse();
        restart();
        assertThat(server.grants().find("gw7", "http", THERE))
                .hasValueSatisfying(grant -> assertThat(grant.user()).isEqualTo("ada"));
        clock.advance(Duration.ofMinutes(5));
        assertThat(server.grants().isOpen("gw7", "http", THERE)).isFalse();
        assertThat(server.grants().grants(Optional.empty())).isEmpty();
    }

    @Test
    void nobody_opens_what_is_not_theirs_nor_for_ever_nor_without_bounds() throws Exception {
        ada();
        Fleet.enrol(server, "gw7", "http", "ssh");
        ClientIdentity ada = identity(password("ada", "correct horse"));

        for (String service : List.of("ssh", "none")) {
            assertThatThrownBy(
                            () ->
                                    server.grants()
                                            .open(ada, "gw7", service, HERE, Duration.ofHours(1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> server.grants().open(ada, "gw7", "http", HERE, Duration.ofDays(2)))
                .isInstanceOf(IllegalArgumentException.class);
        for (int i = 0; i < 100; i++) {
            InetAddress address = IpLiterals.parse("203.0.113." + i);
            server.grants().open(ada, "gw7", "http", address, Duration.ofHours(1));
        }
        server.grants() // the same again
                .open(ada, "gw7", "http", IpLiterals.parse("203.0.113.1"), Duration.ofHours(2));
        assertThatThrownBy(
                        () -> server.grants().open(ada, "gw7", "http", HERE, Duration.ofHours(1)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(server.grants().grants(Optional.of("ada"))).hasSize(100);
    }

    @Test
    void refuses_names_and_passwords_that_are_none() {
        for (String name : List.of("", "two words", "a:b", "x".repeat(65), "ümlaut", "a/b")) {
            assertThatThrownBy(() -> server.users().add(name, HTTP_OF_GW7))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        server.users().add("ada@example.org", HTTP_OF_GW7);
        assertThatThrownBy(() -> server.users().add("ada@example.org", HTTP_OF_GW7))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> server.users().password("ada@example.org", secret("short")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> server.users().revoke("eve"))
                .isInstanceOf(NoSuchElementException.class);
    }

    private void ada() {
        server.users().add("ada", HTTP_OF_GW7);
        server.users().password("ada", secret("correct horse"));
    }

    private Issued issue(ClientReach scope) {
        return server.tokens().issue("ada", scope, Duration.ofHours(1), "for a test");
    }

    private void restart() {
        server.close();
        start();
    }

    private ClientIdentity identity(ClientCredentials credentials) throws Exception {
        assertThat(login(credentials)).isInstanceOf(Admitted.class);
        return ((Admitted) login(credentials)).identity();
    }

    private ClientVerdict login(ClientCredentials credentials) throws Exception {
        return login(credentials, HERE);
    }

    private ClientVerdict login(ClientCredentials credentials, InetAddress from) throws Exception {
        return server.access()
                .authenticate(credentials, from)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private static PasswordCredentials password(String user, String password) {
        return new PasswordCredentials(user, secret(password));
    }

    private static BearerCredentials bearer(Issued issued) {
        return new BearerCredentials(issued.text());
    }

    private static Secret secret(String text) {
        return Secret.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Secret secret) {
        return new String(secret.copy(), StandardCharsets.US_ASCII);
    }
}
