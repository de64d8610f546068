/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.pax;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.netty.handler.ssl.OpenSsl;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.util.tracker.ServiceTracker;

@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class GatewayFeatureTest {
    private static final String PID = "io.reveille.gateway";

    @Inject private BundleContext context;
    @Inject private ConfigurationAdmin configurations;
    @Inject private ServiceComponentRuntime components;

    @Configuration
    public Option[] gateway() throws IOException {
        return new Option[] {
            new Feature("gateway").inFramework(Files.createTempDirectory("reveille-gateway"))
        };
    }

    @Test
    public void every_bundle_starts() {
        for (Bundle bundle : context.getBundles()) {
            assertTrue(
                    bundle + " in state " + bundle.getState(),
                    (bundle.getState() & (Bundle.ACTIVE | Bundle.RESOLVED)) != 0);
        }
    }

    @Test
    public void native_fragments_are_found_by_their_hosts() {
        assertTrue(String.valueOf(Epoll.unavailabilityCause()), Epoll.isAvailable());
        assertTrue(String.valueOf(OpenSsl.unavailabilityCause()), OpenSsl.isAvailable());
    }

    /** dbus-java needs help in a framework to find its transport, and classes of the JDK. */
    @Test
    public void a_bus_is_reached_from_the_framework() throws Exception {
        String why = "SKIPPED: needs dbus-daemon; install: apt-get install dbus";
        if (!Files.isExecutable(Path.of("/usr/bin/dbus-daemon"))) {
            System.out.println(why);
        }
        assumeTrue(why, Files.isExecutable(Path.of("/usr/bin/dbus-daemon")));
        Path folder = Files.createTempDirectory("reveille-bus");
        Path configuration = folder.resolve("bus.conf");
        Files.writeString(
                configuration,
                "<busconfig><type>session</type><listen>unix:path="
                        + folder.resolve("bus")
                        + "</listen><auth>EXTERNAL</auth><policy context='default'>"
                        + "<allow send_destination='*' eavesdrop='true'/><allow eavesdrop='true'/>"
                        + "<allow own='*'/></policy></busconfig>");
        Process daemon =
                new ProcessBuilder(
                                "/usr/bin/dbus-daemon",
                                "--nofork",
                                "--print-address=1",
                                "--config-file=" + configuration)
                        .start();
        try (BufferedReader said = daemon.inputReader();
                AutoCloseable bus = connect(said.readLine())) {
            assertEquals(true, bus.getClass().getMethod("isConnected").invoke(bus));
        } finally {
            daemon.destroyForcibly();
        }
    }

    private AutoCloseable connect(String address) throws ReflectiveOperationException {
        Bundle signal =
                Stream.of(context.getBundles())
                        .filter(b -> "io.reveille.gateway.signal".equals(b.getSymbolicName()))
                        .findFirst()
                        .orElseThrow();
        return (AutoCloseable)
                signal.loadClass("io.reveille.gateway.signal.internal.modemmanager.ModemManagerBus")
                        .getMethod("connect", String.class, Runnable.class)
                        .invoke(null, address, (Runnable) () -> {});
    }

    @Test
    public void runs_a_gateway_for_a_factory_configuration() throws Exception {
        // given
        ServiceTracker<Object, Object> gateways =
                new ServiceTracker<>(
                        context, context.createFilter("(service.factoryPid=" + PID + ")"), null);
        gateways.open();

        // when
        configurations
                .createFactoryConfiguration(PID, "?")
                .update(FrameworkUtil.asDictionary(Map.of("services", "http=127.0.0.1:8080")));

        // then
        assertNotNull(gateways.waitForService(10_000));
        Bundle shell = gateways.getServiceReference().getBundle();
        assertEquals(
                List.of(ComponentConfigurationDTO.ACTIVE),
                components
                        .getComponentConfigurationDTOs(
                                components.getComponentDescriptionDTO(shell, PID))
                        .stream()
                        .map(component -> component.state)
                        .toList());
    }
}
