/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.modemmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.reveille.crypto.Octets;
import io.reveille.emulator.ModemEmulator;
import io.reveille.emulator.ModemEmulatorOptions;
import io.reveille.emulator.Subscriber;
import io.reveille.gateway.signal.ModemManagerSource;
import io.reveille.gateway.signal.SmsSignalSettings;
import io.reveille.sms.Address;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.OctetString;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.Timestamp;
import io.reveille.sms.UserData;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real ModemManager, which drives the emulated modem: nothing here is ours but both ends. */
@Timeout(120)
class RealModemManagerTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SERVICE = "org.freedesktop.ModemManager1";
    private static final List<Path> PLUGINS =
            List.of(
                    Path.of("/usr/lib/x86_64-linux-gnu/ModemManager"),
                    Path.of("/usr/lib/aarch64-linux-gnu/ModemManager"));
    private static final Path DAEMON = Path.of("/usr/sbin/ModemManager");

    @TempDir private Path folder;
    private final Queue<Octets> taken = new ConcurrentLinkedQueue<>();
    private PrivateBus bus;
    private ModemEmulator emulator;
    private Process bridge;
    private Process modemManager;
    private ModemManagerSource source;

    /** ModemManager's interface for tests: makes a modem of a socket. */
    @DBusInterfaceName("org.freedesktop.ModemManager1.Test")
    public interface Profiles extends DBusInterface {
        @DBusMemberName("SetProfile")
        void set(String id, String plugin, List<String> ports);
    }

    /** What is asked of a modem here. */
    @DBusInterfaceName("org.freedesktop.ModemManager1.Modem")
    public interface Enabling extends DBusInterface {
        @DBusMemberName("Enable")
        void enable(boolean enable);
    }

    @BeforeEach
    void start() throws Exception {
        if (!PrivateBus.isInstalled() || !Files.isExecutable(DAEMON) || socat().isEmpty()) {
            String why =
                    "SKIPPED: RealModemManagerTest needs ModemManager, dbus-daemon and socat;"
                            + " install: apt-get install modemmanager dbus socat";
            System.out.println(why);
            abort(why);
        }
        bus = new PrivateBus(folder);
        emulator =
                ModemEmulator.start(
                        ModemEmulatorOptions.of(Subscriber.of("+4915112345678"))
                                .withLine("tcp:127.0.0.1:0"));
        String socket = "abstract:reveille-" + ProcessHandle.current().pid();
        bridge =
                process(
                        "socat",
                        socat().orElseThrow().toString(),
                        "ABSTRACT-LISTEN:" + socket.replace(":", "\\:") + ",fork",
                        "TCP:" + emulator.address().substring("tcp:".length()));
        modemManager = modemManager();
        try (DBusConnection connection =
                DBusConnectionBuilder.forAddress(bus.address()).withShared(false).build()) {
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .until(() -> !connection.getDBusOwnerName(SERVICE).isEmpty());
            connection
                    .getRemoteObject(SERVICE, "/org/freedesktop/ModemManager1", Profiles.class)
                    .set("test", "generic", List.of(socket));
        }
    }

    private static Optional<Path> socat() {
        return List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .map(directory -> Path.of(directory, "socat"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Process modemManager() throws Exception {
        return process(
                "modemmanager",
                DAEMON.toString(),
                "--test-session",
                "--test-enable",
                "--test-no-udev",
                "--test-no-suspend-resume",
                "--test-no-qrtr",
                "--test-plugin-dir="
                        + PLUGINS.stream().filter(Files::isDirectory).findFirst().orElseThrow());
    }

    private Process process(String name, String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("DBUS_SESSION_BUS_ADDRESS", bus.address());
        return builder.start();
    }

    @AfterEach
    void stop() {
        if (source != null) {
            source.close();
        }
        if (bus != null) {
            modemManager.destroyForcibly();
            bridge.destroyForcibly();
            emulator.close();
            bus.close();
        }
    }

    @Test
    void a_message_goes_from_the_radio_through_modemmanager_and_is_deleted_from_the_modem()
            throws Exception {
        source =
                new ModemManagerSource(
                        bus.address(),
                        Optional.empty(),
                        (channel, octets, origin) -> taken.add(octets),
                        SmsSignalSettings.defaults());
        awaitHealth("is disabled, so it gets no messages");
        emulator.receive(request("before it was enabled", 1));

        enable();

        awaitHealth("is registered");
        await().atMost(LIMIT).until(() -> taken.size() == 1);
        emulator.receive(request("while it is", 2));
        await().atMost(LIMIT).until(() -> taken.size() == 2);
        assertThat(taken)
                .extracting(Octets::hex)
                .allSatisfy(hex -> assertThat(hex).startsWith("d101"));
        await().atMost(LIMIT).until(() -> emulator.stored("SM") + emulator.stored("ME") == 0);
    }

    private void awaitHealth(String part) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(source.health()).contains(part));
    }

    private void enable() throws DBusException, IOException {
        try (DBusConnection connection =
                DBusConnectionBuilder.forAddress(bus.address()).withShared(false).build()) {
            connection
                    .getRemoteObject(
                            SERVICE, "/org/freedesktop/ModemManager1/Modem/0", Enabling.class)
                    .enable(true);
        }
    }

    private static SmsDeliver request(String text, int second) {
        byte[] octets = new byte[98];
        octets[0] = (byte) 0xD1;
        octets[1] = 1;
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, octets, 38, text.length());
        return SmsDeliver.of(
                Address.international("491700000001"),
                Timestamp.of(OffsetDateTime.parse("2026-11-01T12:00:00+01:00").plusSeconds(second)),
                DataCodingScheme.OCTETS,
                UserData.octets(OctetString.of(octets)));
    }
}
