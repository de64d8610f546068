/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.cli.demo.DemoSite;
import io.reveille.cli.demo.Distribution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** curl, which the gateway itself asks who it is: 407 by CONNECT, 401 in front of HTTP. */
interface GatewayClients {

    /** The gateway's setting: {@code locked} asks by CONNECT, {@code asked} by HTTP. */
    Map<String, String> SETTINGS =
            Map.of("authentication", "locked:connect:digest+basic+bearer,asked:http:digest+bearer");

    Site site();

    /** Where the CONNECT entry is. */
    String connectEntry();

    Terminal terminal();

    @Test
    default void curl_answers_what_the_gateway_asks() throws Exception {
        add("dora", "--scheme", "digest");
        add("bert", "--scheme", "basic");
        String token = add("meter", "--scheme", "bearer").lines().findFirst().orElseThrow();
        // the running gateway knows them in a moment
        await().atMost(Site.LIMIT)
                .until(
                        () -> code(connect("--proxy-digest", "-U", "dora:long enough")),
                        "200"::equals);

        assertThat(connect("-v").errors())
                .contains("407", "Proxy-Authenticate: Digest", "algorithm=SHA-256");
        assertThat(code(connect("--proxy-basic", "-U", "bert:long enough"))).isEqualTo("200");
        assertThat(code(connect("--proxy-header", "Proxy-Authorization: Bearer " + token)))
                .isEqualTo("200");
        assertThat(code(connect("--proxy-digest", "-U", "dora:wrong"))).isEqualTo("000");

        assertThat(code(http())).isEqualTo("401");
        assertThat(code(http("--digest", "-u", "dora:long enough"))).isEqualTo("200");
        assertThat(code(http("-H", "Authorization: Bearer " + token))).isEqualTo("200");
        assertThat(code(http("--basic", "-u", "bert:long enough"))).isEqualTo("401");
    }

    private String add(String name, String... how) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        Distribution.running()
                                .cli(
                                        "gateway",
                                        "clients",
                                        "add",
                                        "--home",
                                        site().demo().gatewayDirectory().toString(),
                                        name));
        command.addAll(List.of(how));
        Process adding =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        adding.getOutputStream().write("long enough\n".getBytes(StandardCharsets.UTF_8));
        adding.getOutputStream().close();
        String said = new String(adding.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(adding.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(adding.exitValue()).isZero();
        return said;
    }

    private static String code(Programs.Result curl) {
        return curl.output();
    }

    private Programs.Result connect(String... more) throws Exception {
        return curl(
                "locked", List.of("--proxytunnel", "--proxy", "http://" + connectEntry()), more);
    }

    private Programs.Result http(String... more) throws Exception {
        int port = site().address("asked").getPort();
        return curl("asked", List.of("--connect-to", "::127.0.0.1:" + port), more);
    }

    private static Programs.Result curl(String service, List<String> way, String... more)
            throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Programs.require("curl"), "-sS", "--max-time", "60"));
        command.addAll(List.of("-o", "/dev/null", "-w", "%{http_code}"));
        command.addAll(way);
        command.addAll(List.of(more));
        command.add("http://" + service + "." + DemoSite.GATEWAY + "." + DemoSite.ZONE + "/");
        return Programs.run(command);
    }
}
