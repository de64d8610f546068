/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.crypto.Secret;
import io.reveille.server.registry.BearerCredentials;
import io.reveille.server.registry.ClientReach;
import io.reveille.server.registry.ClientRole;
import io.reveille.server.registry.ClientVerdict;
import io.reveille.server.registry.ClientVerdict.Admitted;
import io.reveille.server.registry.ClientVerdict.Denied;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.PasswordCredentials;
import io.reveille.server.registry.UserRights;
import io.reveille.server.registry.internal.store.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredClientAccessTest {
    private static final String HERE = "192.0.2.1";
    private static final String THERE = "198.51.100.1";

    @TempDir Path home;
    private final AtomicLong nanos = new AtomicLong();
    private Database database;
    private StoredUsers users;
    private StoredApiTokens tokens;
    private StoredClientAccess access;

    @BeforeEach
    void open() {
        InstantSource clock = InstantSource.system();
        database = Database.open(home);
        AttemptAudit audit = new AttemptAudit(database, clock);
        users = new StoredUsers(database, audit, clock);
        tokens = new StoredApiTokens(database, users, clock);
        access =
                new StoredClientAccess(
                        users,
                        tokens,
                        new IdentityProviders(users, IdentitySettings.NONE, clock),
                        audit,
                        nanos::get);
        users.add("ada", new UserRights(ClientRole.CLIENT, ClientReach.EVERYTHING));
        users.password("ada", secret("correct horse"));
    }

    @AfterEach
    void close() {
        access.close();
        database.close();
    }

    @Test
    void who_fails_too_often_is_denied_for_a_while_even_with_what_is_right() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(login("ada", "guess number " + i, HERE)).isInstanceOf(Denied.class);
        }

        assertThat(login("ada", "correct horse", HERE)).isInstanceOf(Denied.class);
        assertThat(login("ada", "correct horse", HERE)).isInstanceOf(Denied.class);
        assertThat(users.attempts(100, Optional.of("ada")))
                .filteredOn(attempt -> attempt.detail().equals("too many attempts"))
                .hasSize(1);
        assertThat(login("ada", "correct horse", THERE)).isInstanceOf(Admitted.class);
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(login("ada", "correct horse", HERE)).isInstanceOf(Admitted.class);
    }

    @Test
    void a_token_is_let_in_from_where_others_fail_too_often() throws Exception {
        Secret token = tokens.issue("ada", ClientReach.EVERYTHING, Duration.ofHours(1), "").text();
        for (int i = 0; i < 12; i++) {
            bearer("rvl_00000000_" + "x".repeat(43));
            bearer("no token at all, yet long enough to be one from someone else, as they go");
        }

        ClientVerdict verdict =
                access.authenticate(new BearerCredentials(token), IpLiterals.parse(HERE))
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS);

        assertThat(verdict).isInstanceOf(Admitted.class);
        assertThat(users.attempts(100, Optional.empty())).hasSizeLessThan(14);
    }

    @Test
    void a_password_known_to_be_right_is_let_in_whatever_fails_meanwhile() throws Exception {
        login("ada", "correct horse", HERE);
        for (int i = 0; i < 12; i++) {
            login("ada", "guess number " + i, HERE);
        }

        assertThat(login("ada", "correct horse", HERE)).isInstanceOf(Admitted.class);
        nanos.addAndGet(Duration.ofMinutes(6).toNanos());
        users.revoke("ada");
        assertThat(login("ada", "correct horse", HERE)).isInstanceOf(Denied.class);
    }

    @Test
    void guesses_at_one_user_from_many_places_end_as_well() throws Exception {
        List<CompletionStage<ClientVerdict>> verdicts = new ArrayList<>();
        for (int i = 1; i <= 31; i++) {
            verdicts.add(start("eve", "guess number " + i, "203.0.113." + i));
        }
        for (CompletionStage<ClientVerdict> verdict : verdicts) {
            assertThat(verdict.toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .isInstanceOf(Denied.class);
        }

        assertThat(users.attempts(100, Optional.of("eve")))
                .filteredOn(attempt -> attempt.detail().equals("too many attempts"))
                .hasSize(1);
        assertThat(login("ada", "correct horse", "203.0.113.1")).isInstanceOf(Admitted.class);
    }

    @Test
    void a_flood_is_denied_rather_than_kept() throws Exception {
        List<CompletionStage<ClientVerdict>> verdicts = new ArrayList<>();
        for (int i = 0; i < 75; i++) {
            verdicts.add(start("user" + i, "some password", "203.0.113." + i));
        }
        for (CompletionStage<ClientVerdict> verdict : verdicts) {
            verdict.toCompletableFuture().get(60, TimeUnit.SECONDS);
        }

        assertThat(users.attempts(200, Optional.empty()))
                .filteredOn(attempt -> attempt.detail().equals("the server is too busy"))
                .isNotEmpty();
    }

    private ClientVerdict login(String user, String password, String from) throws Exception {
        return start(user, password, from).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private CompletionStage<ClientVerdict> start(String user, String password, String from) {
        return access.authenticate(
                new PasswordCredentials(user, secret(password)), IpLiterals.parse(from));
    }

    private void bearer(String text) throws Exception {
        assertThat(
                        access.authenticate(
                                        new BearerCredentials(secret(text)), IpLiterals.parse(HERE))
                                .toCompletableFuture()
                                .get(30, TimeUnit.SECONDS))
                .isInstanceOf(Denied.class);
    }

    private static Secret secret(String text) {
        return Secret.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
