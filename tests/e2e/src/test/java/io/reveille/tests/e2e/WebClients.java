/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Programs at the entry by TLS, which ask for a service by its name. */
interface WebClients {

    /** Asks for the root of a service and shows the head, too. */
    Programs.Result curl(String service, String... options) throws Exception;

    /** User and password, as curl takes them. */
    String login();

    Path authorityOfTheDevice();

    /** Until the gateway has no tunnel. */
    void awaitAsleep();

    @Test
    default void a_program_is_told_to_come_again_or_waits_for_the_answer_itself() throws Exception {
        awaitAsleep();
        Programs.Result later = curl("http", "-u", login(), "-H", "Accept: application/json");
        assertThat(later.text()).startsWith("HTTP/2 503").contains("\nretry-after: 5\r\n");

        Programs.Result waited =
                curl(
                        "http",
                        "-u",
                        login(),
                        "-H",
                        "Accept: application/json",
                        "-H",
                        "Prefer: wait=50");
        assertThat(waited.text())
                .startsWith("HTTP/2 200")
                .contains("\npreference-applied: wait=50\r\n", "<title>Meter</title>");
    }

    @Test
    default void curl_is_served_by_both_versions_of_http() throws Exception {
        assertThat(curl("http", "-u", login(), "--http2").text())
                .startsWith("HTTP/2 200")
                .contains("<title>Meter</title>");
        assertThat(curl("http", "-u", login(), "--http1.1").text())
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("<title>Meter</title>");
    }

    @Test
    default void a_service_that_speaks_tls_itself_shows_its_own_certificate() throws Exception {
        String authority = authorityOfTheDevice().toString();
        Programs.Result own = curl("https", "--cacert", authority);
        assertThat(own.text()).as(own.errors()).startsWith("HTTP/1.1 200").endsWith("own tls");
        assertThat(curl("http", "--cacert", authority).exitCode()).isEqualTo(60);
    }

    @Test
    default void unknown_forbidden_and_unreachable_look_alike_until_it_is_known_who_asks()
            throws Exception {
        String[] services = {"none", "dead", "http"};
        String asked = withoutDate(curl("none").text());
        assertThat(asked).startsWith("HTTP/2 401");
        for (String service : services) {
            assertThat(withoutDate(curl(service).text())).isEqualTo(asked);
            assertThat(withoutDate(curl(service, "-u", "ada:wrong").text())).isEqualTo(asked);
        }
        assertThat(curl("none", "-u", login()).text())
                .startsWith("HTTP/2 403")
                .contains("ada may not reach none.");
        assertThat(curl("dead", "-u", login()).text())
                .startsWith("HTTP/2 502")
                .contains("The device was not reached");
    }

    private static String withoutDate(String answer) {
        return answer.replaceAll("(?m)^date: .*$", "");
    }
}
