/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.kura;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.File;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.deploymentadmin.DeploymentAdmin;
import org.osgi.service.deploymentadmin.DeploymentPackage;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The deployment package on the framework and the services of Kura 5.5, in the versions that it
 * ships.
 */
@RunWith(PaxExam.class)
public class KuraDpTest {
    private static final String PACKAGE = "deployment.package";
    private static final String PID = "io.reveille.gateway";
    private static final String MQTT = "io.reveille.gateway.mqtt";
    private static final String MAIL_PID = "io.reveille.gateway.mail";

    @Inject private DeploymentAdmin deploymentAdmin;
    @Inject private ConfigurationAdmin configurations;
    @Inject private ServiceComponentRuntime components;
    @Inject private MetaTypeService metatypes;
    @Inject private BundleContext context;

    @Configuration
    public Option[] kura() {
        return options(
                frameworkProperty("osgi.console").value("none"),
                systemProperty(PACKAGE).value(new File(System.getProperty(PACKAGE)).getPath()),
                composite(bundlesOnTheClassPath()),
                junitBundles());
    }

    @Test
    public void installs_runs_a_gateway_and_uninstalls_without_a_trace() throws Exception {
        // given
        List<String> before = bundles();

        // when
        DeploymentPackage installed;
        try (InputStream in = Files.newInputStream(Path.of(System.getProperty(PACKAGE)))) {
            installed = deploymentAdmin.installDeploymentPackage(in);
        }

        // then
        assertEquals("io.reveille.feature.kura", installed.getName());
        for (Bundle bundle : context.getBundles()) {
            assertTrue(
                    bundle + " in state " + bundle.getState(),
                    isFragment(bundle) || bundle.getState() == Bundle.ACTIVE);
        }

        // when
        Bundle shell = installed.getBundle("io.reveille.gateway.kura");

        // then Kura's web interface finds the factories, in the files that it looks for
        List<String> factories = List.of(metatypes.getMetaTypeInformation(shell).getFactoryPids());
        assertTrue(factories.toString(), factories.containsAll(List.of(PID, MAIL_PID, MQTT)));
        for (String pid : factories) {
            assertNotNull(shell.getEntry("OSGI-INF/metatype/" + pid + ".xml"));
        }

        // when
        Path home = Files.createTempDirectory("reveille-kura");
        ServiceTracker<Object, Object> gateways = tracker(PID);
        configurations
                .createFactoryConfiguration(PID, "?")
                .update(FrameworkUtil.asDictionary(settings(home)));

        // then
        assertNotNull(gateways.waitForService(10_000));
        assertEquals(List.of(ComponentConfigurationDTO.ACTIVE), states(shell));

        // and MQTT works, in 3.1.1 by Kura's Paho and in 5 by the package's
        for (String version : List.of("3.1.1", "5")) {
            String said = mqtt(version);
            assertTrue(said, said.contains("connection refused"));
        }
        // and the mail library finds its own parts, without anything that mediates services
        assertMailIsRead(home);

        // when
        installed.uninstall();

        // then
        assertTrue(gateways.isEmpty());
        assertEquals(before, bundles());
        assertEquals(List.of(), threadsOfOurs());
    }

    private void assertMailIsRead(Path home) throws Exception {
        byte[] request = new byte[98];
        request[0] = (byte) 0xD1;
        Path password = Files.writeString(home.resolve("password"), "secret");
        try (OneMail server = new OneMail(request)) {
            configurations
                    .createFactoryConfiguration(MAIL_PID, "?")
                    .update(
                            FrameworkUtil.asDictionary(
                                    Map.of(
                                            "host", "127.0.0.1",
                                            "port", server.port(),
                                            "security", "none",
                                            "user", "pump-17",
                                            "password.file", password.toString(),
                                            "gateway.home", "/somewhere/else")));
            ServiceTracker<Object, Object> channels = tracker(MAIL_PID);
            Object channel = channels.waitForService(10_000);
            assertNotNull(channel);
            BlockingQueue<Object> received = new LinkedBlockingQueue<>();

            AutoCloseable source = open(channel, received);

            assertEquals(HexFormat.of().formatHex(request), received.poll(20, SECONDS));
            source.close();
        }
    }

    /** As a gateway does it, whose types this test does not see. */
    private static AutoCloseable open(Object channel, BlockingQueue<Object> received)
            throws ReflectiveOperationException {
        Method open =
                Arrays.stream(channel.getClass().getMethods())
                        .filter(method -> method.getName().equals("open"))
                        .findFirst()
                        .orElseThrow();
        Class<?> listener = open.getParameterTypes()[1];
        Object listening =
                Proxy.newProxyInstance(
                        listener.getClassLoader(),
                        new Class<?>[] {listener},
                        (proxy, method, arguments) ->
                                received.add(hex(arguments[1])) ? null : "never");
        return (AutoCloseable) open.invoke(channel, "pump-17", listening);
    }

    private static Object hex(Object octets) throws ReflectiveOperationException {
        return octets.getClass().getMethod("hex").invoke(octets);
    }

    private static Map<String, Object> settings(Path home) {
        return Map.of("home", home.toString(), "services", "http=127.0.0.1:8080");
    }

    /** What a channel says of a broker that is not there. */
    private String mqtt(String version) throws Exception {
        ServiceTracker<Object, Object> channels = tracker(MQTT);
        org.osgi.service.cm.Configuration configuration =
                configurations.createFactoryConfiguration(MQTT, "?");
        configuration.update(
                FrameworkUtil.asDictionary(
                        Map.of("host", "127.0.0.1", "port", 1, "tls", false, "version", version)));
        Object channel = channels.waitForService(10_000);
        Method open =
                Arrays.stream(channel.getClass().getMethods())
                        .filter(method -> method.getName().equals("open"))
                        .findFirst()
                        .orElseThrow();
        Class<?> listener = open.getParameterTypes()[1];
        AutoCloseable source =
                (AutoCloseable)
                        open.invoke(
                                channel,
                                "pump-17",
                                Proxy.newProxyInstance(
                                        listener.getClassLoader(),
                                        new Class<?>[] {listener},
                                        (proxy, method, arguments) -> null));
        Method health = open.getReturnType().getMethod("health");
        long deadline = System.nanoTime() + 20_000_000_000L;
        String said = "";
        while (!said.contains("not connected to") && System.nanoTime() < deadline) {
            said = String.valueOf(health.invoke(source));
            Thread.onSpinWait();
        }
        source.close();
        configuration.delete();
        while (channels.size() > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        channels.close();
        return said;
    }

    private ServiceTracker<Object, Object> tracker(String pid) throws InvalidSyntaxException {
        ServiceTracker<Object, Object> tracker =
                new ServiceTracker<>(
                        context, context.createFilter("(service.factoryPid=" + pid + ")"), null);
        tracker.open();
        return tracker;
    }

    private List<Integer> states(Bundle shell) {
        return components
                .getComponentConfigurationDTOs(components.getComponentDescriptionDTO(shell, PID))
                .stream()
                .map(component -> component.state)
                .toList();
    }

    private static List<String> threadsOfOurs() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("reveille"))
                .toList();
    }

    private List<String> bundles() {
        return Arrays.stream(context.getBundles()).map(Bundle::toString).toList();
    }

    private static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    }

    /**
     * Whatever of Kura's is a dependency of this module; the framework itself is Pax Exam's to
     * start.
     */
    private static Option[] bundlesOnTheClassPath() {
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(classPath.split(File.pathSeparator))
                .map(File::new)
                .filter(
                        file ->
                                file.getName()
                                                .matches(
                                                        "(org\\.eclipse\\.(osgi\\.|equinox\\.|paho\\.)|org\\.apache\\.felix\\.|gson|bc|slf4j-).*\\.jar")
                                        && !file.getName().matches("org\\.eclipse\\.osgi-.*"))
                .map(file -> bundle(file.toURI().toString()))
                .toArray(Option[]::new);
    }
}
