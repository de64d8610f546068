/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.cli.demo.DemoSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that ask for a service by its name: HTTP CONNECT and SOCKS5. */
interface ForwardClients {

    /** Where the entries are. */
    String connectEntry();

    String socksEntry();

    Terminal terminal();

    @Test
    default void curl_fetches_the_page_by_connect() throws Exception {
        Programs.Result fetched =
                curl("--proxytunnel", "--proxy", "http://" + connectEntry(), url("http"));
        assertThat(fetched.exitCode()).as(fetched.errors()).isZero();
        assertThat(fetched.octets()).isEqualTo(terminal().page());
    }

    @Test
    default void curl_fetches_the_page_by_socks() throws Exception {
        Programs.Result fetched = curl("--socks5-hostname", socksEntry(), url("http"));
        assertThat(fetched.exitCode()).as(fetched.errors()).isZero();
        assertThat(fetched.octets()).isEqualTo(terminal().page());
    }

    @Test
    default void curl_says_what_the_proxy_says_of_a_service_that_is_not_there() throws Exception {
        Programs.Result refused =
                curl("--proxytunnel", "--proxy", "http://" + connectEntry(), "-v", url("gopher"));
        assertThat(refused.exitCode()).isEqualTo(56);
        assertThat(refused.errors()).contains("404");
    }

    @Test
    default void ssh_logs_in_by_connect_and_scp_copies_by_socks(@TempDir Path folder)
            throws Exception {
        String nc = Programs.require("nc");
        String host = "ssh." + DemoSite.GATEWAY + "." + DemoSite.ZONE;
        try (Sshd sshd = Sshd.start(folder, terminal().sshPort())) {
            List<String> login = new ArrayList<>(List.of(Programs.require("ssh")));
            login.addAll(sshd.clientOptions());
            login.addAll(
                    List.of(
                            "-o",
                            "ProxyCommand=" + nc + " -X connect -x " + connectEntry() + " %h %p",
                            sshd.user() + "@" + host,
                            "echo from the terminal"));
            Programs.Result said = Programs.run(login);
            assertThat(said.exitCode()).as(said.errors()).isZero();
            assertThat(said.text().trim()).isEqualTo("from the terminal");

            Path sent = Files.write(folder.resolve("sent"), terminal().page());
            Path received = folder.resolve("received");
            List<String> copy = new ArrayList<>(List.of(Programs.require("scp")));
            copy.addAll(sshd.clientOptions());
            copy.addAll(
                    List.of(
                            "-o",
                            "ProxyCommand=" + nc + " -X 5 -x " + socksEntry() + " %h %p",
                            sent.toString(),
                            sshd.user() + "@" + host + ":" + received));
            Programs.Result copied = Programs.run(copy);
            assertThat(copied.exitCode()).as(copied.errors()).isZero();
            assertThat(received).hasBinaryContent(terminal().page());
        }
    }

    private static String url(String service) {
        return "http://" + service + "." + DemoSite.GATEWAY + "." + DemoSite.ZONE + "/";
    }

    private static Programs.Result curl(String... options) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Programs.require("curl"), "-sS", "--max-time", "60"));
        command.addAll(List.of(options));
        return Programs.run(command);
    }
}
