/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.crypto.EnrolmentCode;
import io.reveille.crypto.FleetCa;
import io.reveille.emulator.ModemEmulator;
import io.reveille.emulator.ModemEmulatorOptions;
import io.reveille.emulator.Subscriber;
import io.reveille.gateway.agent.AuditEntry;
import io.reveille.gateway.agent.AuditLog;
import io.reveille.gateway.agent.PrivateProxyStatus;
import io.reveille.gateway.kura.GatewayReport.State;
import io.reveille.gateway.signal.SignalSourceFactory;
import io.reveille.protocol.LongRecipient;
import io.reveille.protocol.SealedRequest;
import io.reveille.protocol.SignalChannel;
import io.reveille.sms.Address;
import io.reveille.sms.ApplicationPorts;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.OctetString;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.Timestamp;
import io.reveille.sms.UserData;
import io.reveille.sms.UserDataHeader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway with an emulated modem. */
@Timeout(120)
class GatewayRunnerTest {
    private static final Pauses SHORT =
            new Pauses(Duration.ofMillis(50), Duration.ofMillis(20), Duration.ofMillis(100));

    private final AtomicReference<Optional<CommPorts>> ports =
            new AtomicReference<>(Optional.empty());
    private final Channels channels = new Channels();
    private Optional<GatewayRunner> runner = Optional.empty();
    @TempDir Path home;

    @AfterEach
    void stop() {
        runner.ifPresent(GatewayRunner::close);
    }

    @Test
    void an_sms_wakes_the_gateway_which_dials() throws Exception {
        TestMembership member = new TestMembership();
        member.identity.store(home);
        try (ModemEmulator modem = modem("tcp:127.0.0.1:0");
                ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            run(new Options().with("modem", modem.address()));
            await().until(() -> report().contains("ready"));
            SealedRequest request = member.request(proxy.getLocalPort());

            var unused = modem.receive(sms(request));

            proxy.accept().close();
            await().until(() -> accepted() == 1);
            assertThat(modem.sent()).isEmpty();
        }
        runner.ifPresent(GatewayRunner::close);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.equals("modem") || name.startsWith("reveille-"));
        assertThat(AuditLog.read(home).entries())
                .filteredOn(entry -> entry.event().equals("accepted"))
                .extracting(AuditEntry::details)
                .singleElement()
                .satisfies(details -> assertThat(details.get("origin")).contains("+491700000001"));
    }

    @Test
    void a_request_by_another_channel_wakes_the_gateway_without_a_modem() throws Exception {
        TestMembership member = new TestMembership();
        member.identity.store(home);
        TestChannel mail = new TestChannel(SignalChannel.EMAIL);
        channels.add(mail, Map.of(SignalSourceFactory.HOME, home.toString()));
        try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            run(new Options());
            await().until(() -> report().contains("EMAIL is well"));
            SealedRequest request =
                    member.request(
                            proxy.getLocalPort(),
                            SignalChannel.EMAIL,
                            new LongRecipient("meter-17"));

            mail.bring(request.octets());

            proxy.accept().close();
            await().until(() -> accepted() == 1);
            assertThat(report()).doesNotContain("no modem");
        }
        runner.ifPresent(GatewayRunner::close);
        assertThat(mail.open()).isEmpty();
    }

    @Test
    void a_modem_that_comes_later_is_used_then() throws Exception {
        TestMembership member = new TestMembership();
        member.identity.store(home);
        int port;
        try (ServerSocket reserved = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = reserved.getLocalPort();
        }
        run(new Options().with("modem", "tcp:127.0.0.1:" + port));
        await().until(() -> state() == State.RUNNING);

        try (ModemEmulator modem = modem("tcp:127.0.0.1:" + port)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> report().contains("ready"));
            assertThat(report()).contains("modem at " + modem.address());
        }
    }

    @Test
    void a_port_of_the_framework_is_used_once_the_framework_has_it() throws Exception {
        TestMembership member = new TestMembership();
        member.identity.store(home);
        try (ModemEmulator modem = modem("tcp:127.0.0.1:0")) {
            run(new Options().with("modem", "comm:/dev/ttyUSB2;baudrate=115200"));
            await().until(() -> report().contains("needs a framework that owns serial ports"));

            ports.set(Optional.of(new FrameworkCommPorts(new TcpConnectionFactory(modem))));

            await().atMost(Duration.ofSeconds(60)).until(() -> report().contains("ready"));
        }
    }

    @Test
    void an_identity_that_appears_is_taken_up_and_one_that_is_replaced_too() throws Exception {
        run(new Options());
        await().until(() -> state() == State.NOT_ENROLLED);

        new TestMembership().identity.store(home);
        await().until(() -> state() == State.RUNNING);
        Files.delete(home.resolve("keys/identity.json"));

        await().until(() -> state() == State.NOT_ENROLLED);
    }

    @Test
    void a_server_that_cannot_be_reached_is_asked_again() throws Exception {
        try (ServerSocket broken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            run(enrolling(broken));

            broken.accept().close();
            broken.accept().close();
            broken.accept().close();

            assertThat(state()).isEqualTo(State.ENROLLING);
            await().until(() -> report().contains("does not answer"));
        }
    }

    @Test
    void a_member_with_a_new_code_goes_on_when_the_server_cannot_be_reached() throws Exception {
        new TestMembership().identity.store(home);
        try (ServerSocket broken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            run(enrolling(broken));
            broken.accept().close();

            await().until(() -> state() == State.RUNNING);
            assertThat(report()).contains("does not answer");
        }
    }

    @Test
    void a_damaged_identity_is_told() throws Exception {
        new TestMembership().identity.store(home);
        Files.writeString(home.resolve("keys/identity.json"), "{}");

        run(new Options());

        await().until(() -> state() == State.FAILED);
        assertThat(report()).contains("is incomplete or damaged");
    }

    @Test
    void a_pin_that_cannot_be_read_is_told_by_its_key() throws Exception {
        new TestMembership().identity.store(home);

        run(new Options().with("sim.pin.file", home.resolve("pin").toString()));

        await().until(() -> state() == State.FAILED);
        assertThat(report()).contains("sim.pin.file: ");
    }

    private static Options enrolling(ServerSocket server) {
        return new Options()
                .with("enrolment.url", "https://127.0.0.1:" + server.getLocalPort() + "/enrol")
                .with(
                        "enrolment.code",
                        EnrolmentCode.issue(FleetCa.create("fleet", Instant.now()).certificate())
                                .text());
    }

    private void run(Options options) {
        GatewayRunner started =
                new GatewayRunner(
                        GatewayConfiguration.of(options.read(), Optional.of(home)),
                        ports::get,
                        channels,
                        SHORT);
        runner = Optional.of(started);
        started.start();
    }

    private State state() {
        return runner.orElseThrow().report().state();
    }

    private String report() {
        return runner.orElseThrow().report().toString();
    }

    private long accepted() {
        return runner.orElseThrow().report().proxy().map(PrivateProxyStatus::accepted).orElse(0L);
    }

    private static ModemEmulator modem(String line) throws IOException {
        return ModemEmulator.start(
                ModemEmulatorOptions.of(Subscriber.of(TestMembership.NUMBER.toString()))
                        .withLine(line));
    }

    private static SmsDeliver sms(SealedRequest request) {
        return SmsDeliver.of(
                Address.international("+491700000001"),
                Timestamp.of(OffsetDateTime.parse("2026-11-01T12:00:00+01:00")),
                DataCodingScheme.OCTETS,
                UserData.octets(OctetString.of(request.octets().toArray()))
                        .withHeader(
                                UserDataHeader.of(ApplicationPorts.of(16_000, 16_001).element())));
    }
}
