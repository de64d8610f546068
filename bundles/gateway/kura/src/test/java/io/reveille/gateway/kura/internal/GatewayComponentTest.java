/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonParser;
import io.reveille.crypto.EnrolmentCode;
import io.reveille.crypto.FleetCa;
import io.reveille.gateway.agent.PrivateProxyStatus;
import io.reveille.gateway.kura.GatewayReport;
import io.reveille.gateway.kura.GatewayReport.State;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** The component's life as the component runtime leads it; only the framework is not there. */
@Timeout(120)
class GatewayComponentTest {
    private final Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
    private GatewayComponent gateway;
    @TempDir Path home;

    @BeforeEach
    void nothing_yet() {
        gateway = null;
    }

    @AfterEach
    void leaves_no_thread_behind() {
        if (gateway != null) {
            gateway.stop();
        }
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(ours()).isEmpty());
    }

    private Set<Thread> ours() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeAll(before);
        threads.removeIf(t -> !t.getName().matches("(?i).*(reveille|modem|sms|agent).*"));
        return threads;
    }

    @Test
    void without_a_fleet_it_says_how_to_join_one() {
        activate(new Options());

        await().until(() -> gateway.report().state() == State.NOT_ENROLLED);
        assertThat(gateway.report().detail())
                .contains("enrolment.url and enrolment.code")
                .contains("reveille gateway enroll");
        assertThat(gateway.report()).asString().startsWith("gateway: not enrolled\n");
    }

    @Test
    void a_member_of_a_fleet_runs_and_writes_its_status() throws Exception {
        new TestMembership().identity.store(home);

        activate(new Options());

        await().until(() -> gateway.report().state() == State.RUNNING);
        GatewayReport report = gateway.report();
        assertThat(report.gatewayId()).contains("meter-17");
        assertThat(report.modem()).hasValueSatisfying(m -> assertThat(m).contains("no modem"));
        assertThat(report.proxy().map(PrivateProxyStatus::accepted)).contains(0L);
        Path status = home.resolve("run/status.json");
        await().until(() -> Files.exists(status));
        assertThat(JsonParser.parseString(Files.readString(status)).getAsJsonObject().get("state"))
                .hasToString("\"RUNNING\"");
        gateway.stop();
        assertThat(Files.readString(status)).contains("STOPPED");
    }

    @Test
    void a_configuration_that_cannot_be_used_is_reported_and_a_better_one_taken() throws Exception {
        new TestMembership().identity.store(home);
        activate(new Options().with("services", "http"));

        assertThat(gateway.report().state()).isEqualTo(State.MISCONFIGURED);
        assertThat(gateway.report().detail()).startsWith("services: \"http\" is not a service");

        gateway.modified(new Options().with("services", "http=127.0.0.1:80").read());

        await().until(() -> gateway.report().state() == State.RUNNING);
        assertThat(gateway.report().detail()).isEmpty();
    }

    @Test
    void a_change_that_cannot_be_used_leaves_the_gateway_as_it_was() throws Exception {
        new TestMembership().identity.store(home);
        activate(new Options());
        await().until(() -> gateway.report().state() == State.RUNNING);

        gateway.modified(new Options().with("idle.timeout", "soon").read());

        assertThat(gateway.report().state()).isEqualTo(State.RUNNING);
        assertThat(gateway.report().detail())
                .startsWith("the last change of the configuration is not in force. idle.timeout: ");
    }

    @Test
    void a_change_takes_the_home_over_from_itself() throws Exception {
        new TestMembership().identity.store(home);
        activate(new Options());
        await().until(() -> gateway.report().state() == State.RUNNING);

        gateway.modified(new Options().with("idle.timeout", "1h").read());

        await().until(() -> gateway.report().state() == State.RUNNING);
        assertThat(Files.readString(home.resolve("log/audit.jsonl")))
                .containsSubsequence("\"started\"", "\"stopped\"", "\"started\"");
    }

    @Test
    void two_gateways_in_one_home_do_not_run_together() throws Exception {
        new TestMembership().identity.store(home);
        activate(new Options());
        await().until(() -> gateway.report().state() == State.RUNNING);
        GatewayComponent second = new GatewayComponent(context(), new Options().read());
        try {
            await().until(() -> second.report().state() == State.FAILED);
            assertThat(second.report().detail()).contains("in use by another gateway");
        } finally {
            second.stop();
        }
    }

    @Test
    void activation_does_not_wait_for_a_server_that_is_silent_and_deactivation_neither()
            throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            activate(
                    new Options()
                            .with(
                                    "enrolment.url",
                                    "https://127.0.0.1:" + silent.getLocalPort() + "/enrol")
                            .with("enrolment.code", code()));
            silent.accept();
            assertThat(gateway.report().state()).isEqualTo(State.ENROLLING);

            gateway.stop();

            assertThat(gateway.report().state()).isEqualTo(State.STOPPED);
        }
    }

    @Test
    void an_unusable_home_is_told() throws Exception {
        Path file = Files.writeString(home.resolve("file"), "");

        activate(new Options().with("home", file.toString()));

        await().until(() -> gateway.report().state() == State.FAILED);
        assertThat(gateway.report().detail())
                .contains(file.toString())
                .contains("Give the gateway a home directory that it can read and write");
    }

    private void activate(Options options) {
        gateway = new GatewayComponent(context(), options.read());
    }

    private BundleContext context() {
        return (BundleContext)
                Proxy.newProxyInstance(
                        BundleContext.class.getClassLoader(),
                        new Class<?>[] {BundleContext.class},
                        (proxy, method, arguments) ->
                                "reveille.home".equals(arguments[0]) ? home.toString() : null);
    }

    private static String code() {
        return EnrolmentCode.issue(FleetCa.create("fleet", Instant.now()).certificate()).text();
    }
}
