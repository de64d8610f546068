/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.reveille.server.registry.IpLiterals;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiFileTest {
    private static final URI API = URI.create("http://127.0.0.1:4480");

    @TempDir Path home;

    @Test
    void tells_programs_of_the_same_user_all_they_need_until_it_is_removed() throws Exception {
        ApiToken token = ApiToken.random();
        ApiFile file = new ApiFile(home);
        Path path = home.resolve("run").resolve("api.json");

        file.write(
                API,
                token,
                "fleet.test",
                new InetSocketAddress(IpLiterals.parse("127.0.0.1"), 5300));

        JsonObject content = JsonParser.parseString(Files.readString(path)).getAsJsonObject();
        assertThat(content.get("url").getAsString()).isEqualTo("http://127.0.0.1:4480");
        assertThat(content.get("token").getAsString()).isEqualTo(token.text());
        assertThat(content.get("zone").getAsString()).isEqualTo("fleet.test");
        assertThat(content.get("dns").getAsString()).isEqualTo("127.0.0.1:5300");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(path.getParent())) {
            assertThat(files).containsExactly(path);
        }
        file.remove();
        file.remove();
        assertThat(path).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, 127.0.0.1:53", "::, 127.0.0.1:53", "::1, [0:0:0:0:0:0:0:1]:53"})
    void names_an_address_that_can_be_asked(String listen, String expected) throws Exception {
        InetSocketAddress dns = new InetSocketAddress(IpLiterals.parse(listen), 53);
        new ApiFile(home).write(API, ApiToken.random(), "fleet.test", dns);

        String written = Files.readString(home.resolve("run").resolve("api.json"));

        assertThat(JsonParser.parseString(written).getAsJsonObject().get("dns").getAsString())
                .isEqualTo(expected);
    }

    @Test
    void token_is_new_each_time_and_not_shown() {
        ApiToken token = ApiToken.random();

        assertThat(token.text()).hasSize(43).isNotEqualTo(ApiToken.random().text());
        assertThat(token.toString()).doesNotContain(token.text());
        assertThat(token.opens("Bearer " + token.text())).isTrue();
        assertThat(token.opens("bearer  " + token.text() + " ")).isTrue();
        assertThat(token.opens("Bearer " + token.text().substring(1))).isFalse();
        assertThat(token.opens(token.text())).isFalse();
    }

    @Test
    void chooses_the_http_endpoint_on_loopback() {
        String[] several = {
            "https://127.0.0.1:8443/", "http://192.0.2.1:4480/", "http://127.0.0.1:4480/"
        };

        assertThat(HttpEndpoints.choose(several)).isEqualTo(API);
        assertThat(HttpEndpoints.choose(List.of("http://192.0.2.1:4480/")))
                .isEqualTo(URI.create("http://192.0.2.1:4480"));
        assertThat(HttpEndpoints.choose("http://127.0.0.1:4480/")).isEqualTo(API);
        assertThatThrownBy(() -> HttpEndpoints.choose(new String[0]))
                .hasMessageContaining("listens nowhere");
    }
}
