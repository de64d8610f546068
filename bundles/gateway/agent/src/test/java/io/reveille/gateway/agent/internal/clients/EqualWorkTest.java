/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.crypto.PasswordHash;
import io.reveille.crypto.PrivateFile;
import io.reveille.crypto.Secret;
import io.reveille.gateway.agent.ClientScheme;
import io.reveille.gateway.agent.ServiceAuthentication;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private static final ServiceAuthentication HOW =
            ServiceAuthentication.parse("web:http:basic+digest").get(0);

    @TempDir Path home;
    private final List<PasswordHash> work = new CopyOnWriteArrayList<>();
    private ClientJudge judge;

    @BeforeEach
    void know_two_clients() throws Exception {
        ClientBook book =
                new ClientBook(
                        "reveille",
                        List.of(
                                line(ClientScheme.BASIC, "ada", Set.of()),
                                line(ClientScheme.BASIC, "elsewhere", Set.of("ssh")),
                                line(ClientScheme.BASIC, "revoked", Set.of()),
                                new ClientLine(
                                        ClientScheme.DIGEST, "digest", Set.of(), "0".repeat(64))));
        PrivateFile.write(ClientBook.file(home), book.text().getBytes(StandardCharsets.UTF_8));
        judge =
                new ClientJudge(
                        home,
                        (service, client, name, problem) -> {},
                        "revoked"::equals,
                        new BasicPasswords(
                                (hash, password) -> {
                                    work.add(hash);
                                    return hash.isOf(password);
                                }));
    }

    private static ClientLine line(ClientScheme scheme, String name, Set<String> services) {
        return new ClientLine(
                scheme,
                name,
                services,
                PasswordHash.of(Secret.of("correct horse".getBytes(StandardCharsets.UTF_8)))
                        .text());
    }

    @AfterEach
    void close() {
        judge.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "elsewhere", "revoked", "digest", "nobody", "no name: \u00e4"})
    void a_wrong_password_costs_one_hash_of_the_same_parameters(String name) throws Exception {
        assertThat(decide(name, "wrong")).isInstanceOf(Decision.Challenged.class);

        assertThat(work).hasSize(1);
        assertThat(work.get(0).text()).startsWith(PARAMETERS);
    }

    @Test
    void the_right_password_costs_one_and_none_while_it_is_known_again() throws Exception {
        assertThat(decide("ada", "correct horse")).isEqualTo(new Decision.Admitted("ada"));
        assertThat(decide("ada", "correct horse")).isEqualTo(new Decision.Admitted("ada"));
        assertThat(work).hasSize(1);
        assertThat(decide("nobody", "correct horse")).isInstanceOf(Decision.Challenged.class);
        assertThat(work).hasSize(2);
    }

    private Decision decide(String name, String password) throws Exception {
        String basic =
                Base64.getEncoder()
                        .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
        return judge.decide(
                        HOW,
                        new Question("web", "GET", "/", Optional.of("Basic " + basic), "192.0.2.1"))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }
}
