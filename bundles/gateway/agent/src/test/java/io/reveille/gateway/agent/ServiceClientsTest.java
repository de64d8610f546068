/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reveille.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceClientsTest {
    @TempDir private Path home;

    @Test
    void what_is_kept_opens_nothing_and_is_for_the_owner_alone() throws Exception {
        ServiceClients clients = ServiceClients.in(home);
        Secret password = Secret.of("correct horse".getBytes(StandardCharsets.UTF_8));
        clients.add("bob", ClientScheme.BASIC, Set.of("web"), password);
        clients.add("alice", ClientScheme.DIGEST, Set.of(), password);
        String token = clients.addBearer("meter-reader", Set.of());
        Path file = home.resolve("keys").resolve("clients");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).contains("$argon2id$").doesNotContain("horse", token);
        assertThat(clients.list())
                .extracting(ServiceClients.Known::name)
                .containsExactly("alice", "bob", "meter-reader");
        assertThat(clients.remove("bob")).isTrue();
        assertThat(clients.remove("bob")).isFalse();
        assertThat(clients.list()).hasSize(2);
    }

    @Test
    void settings_say_what_is_wrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceAuthentication.parse("web:digest"))
                .withMessageContaining("web:http:digest+bearer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceAuthentication.parse("web:http:md5"))
                .withMessageContaining("write basic, digest or bearer");
    }
}
