/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.crypto.PasswordHash;
import io.reveille.crypto.Secret;
import io.reveille.server.registry.ClientReach;
import io.reveille.server.registry.ClientRole;
import io.reveille.server.registry.ClientVerdict;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.PasswordCredentials;
import io.reveille.server.registry.UserRights;
import io.reveille.server.registry.internal.store.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is asked for, the work is the same, so that its time tells nothing. */
class EqualWorkTest {
    private static final String PARAMETERS = "$argon2id$v=19$m=19456,t=2,p=1$";

    @TempDir Path home;
    private final List<PasswordHash> work = new CopyOnWriteArrayList<>();
    private Database database;
    private StoredUsers users;
    private StoredClientAccess access;

    @BeforeEach
    void open() {
        InstantSource clock = InstantSource.system();
        database = Database.open(home);
        AttemptAudit audit = new AttemptAudit(database, clock);
        users = new StoredUsers(database, audit, clock);
        PasswordCheck passwords =
                new PasswordCheck(
                        users,
                        System::nanoTime,
                        (hash, password) -> {
                            work.add(hash);
                            return hash.isOf(password);
                        });
        access =
                new StoredClientAccess(
                        users,
                        new StoredApiTokens(database, users, clock),
                        new IdentityProviders(users, IdentitySettings.NONE, clock),
                        audit,
                        passwords,
                        System::nanoTime);
        for (String name : List.of("ada", "revoked", "without")) {
            users.add(name, new UserRights(ClientRole.CLIENT, ClientReach.EVERYTHING));
        }
        users.password("ada", secret("correct horse"));
        users.password("revoked", secret("correct horse"));
        users.revoke("revoked");
    }

    @AfterEach
    void close() {
        access.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ada", "revoked", "without", "nobody", "", "no name at all: \u00e4 \u0000"})
    void a_wrong_password_costs_one_hash_of_the_same_parameters(String name) throws Exception {
        for (String password : List.of("wrong", "", "x".repeat(1024))) {
            work.clear();
            assertThat(login(name, password)).isInstanceOf(ClientVerdict.Denied.class);

            assertThat(work).hasSize(1);
            assertThat(work.get(0).text()).startsWith(PARAMETERS);
        }
    }

    @Test
    void the_right_password_costs_one_and_none_while_it_is_known_again() throws Exception {
        assertThat(login("ada", "correct horse")).isInstanceOf(ClientVerdict.Admitted.class);
        assertThat(work).hasSize(1);
        assertThat(login("ada", "correct horse")).isInstanceOf(ClientVerdict.Admitted.class);
        assertThat(work).hasSize(1);
        assertThat(login("revoked", "correct horse")).isInstanceOf(ClientVerdict.Denied.class);
        assertThat(work).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "nobody"})
    void what_is_too_long_or_a_token_costs_none_whoever_says_it(String name) throws Exception {
        login(name, "x".repeat(1025));
        login(name, "rvl_00000000_" + "x".repeat(43));

        assertThat(work).isEmpty();
    }

    private ClientVerdict login(String user, String password) throws Exception {
        return access.authenticate(
                        new PasswordCredentials(user, secret(password)),
                        IpLiterals.parse("192.0.2.1"))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private static Secret secret(String text) {
        return Secret.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
