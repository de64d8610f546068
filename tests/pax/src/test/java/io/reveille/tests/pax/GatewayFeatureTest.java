/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.pax;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.netty.channel.epoll.Epoll;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
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

    /** dbus-java finds its transport as a service, which needs help in a framework. */
    @Test
    public void the_transport_of_dbus_is_found() throws Exception {
        Bundle signal =
                Stream.of(context.getBundles())
                        .filter(b -> "io.reveille.gateway.signal".equals(b.getSymbolicName()))
                        .findFirst()
                        .orElseThrow();
        Method connect =
                signal.loadClass("io.reveille.gateway.signal.internal.modemmanager.ModemManagerBus")
                        .getMethod("connect", String.class, Runnable.class);

        InvocationTargetException failure =
                assertThrows(
                        InvocationTargetException.class,
                        () ->
                                connect.invoke(
                                        null, "unix:path=/nonexistent/bus", (Runnable) () -> {}));

        StringWriter why = new StringWriter();
        failure.printStackTrace(new PrintWriter(why));
        assertTrue(why.toString(), why.toString().contains("java.net.SocketException"));
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
