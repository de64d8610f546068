/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.pax;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import io.reveille.server.registry.Money;
import io.reveille.server.registry.RouteHealth;
import io.reveille.server.registry.ServerEndpoint;
import io.reveille.server.registry.SignalRate;
import io.reveille.server.registry.SignalRoute;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.ops4j.pax.exam.util.Filter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.util.tracker.ServiceTracker;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** The server's bundles together, with every port of the system's choice. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ServerFeatureTest {
    @Inject private BundleContext context;

    @Inject
    @Filter("(" + ServerEndpoint.NAME + "=" + ServerEndpoint.DNS + ")")
    private ServerEndpoint dns;

    @Inject
    @Filter("(osgi.http.whiteboard.servlet.name=reveille-api)")
    private Servlet api;

    @Inject
    @Filter("(osgi.http.endpoint=*)")
    private HttpServiceRuntime http;

    @Configuration
    public Option[] server() throws IOException {
        Path home = Files.createTempDirectory("reveille-server");
        Path etc = Files.createDirectory(home.resolve("etc"));
        Files.writeString(etc.resolve("io.reveille.server.registry.cfg"), "zone=pax.test\n");
        Files.writeString(etc.resolve("io.reveille.server.dns.cfg"), "listen=127.0.0.1\nport=0\n");
        route(etc, "smpp-a", "name=first", "host=127.0.0.1", "port=1", "system.id=reveille");
        route(etc, "kannel-b", "name=second", "url=http://127.0.0.1:1/send", "username=u");
        route(etc, "webhook-c", "name=third", "url=http://127.0.0.1:1/", "body.text={{text}}");
        route(etc, "modem-d", "name=fourth", "modem=tcp:127.0.0.1:1");
        Files.writeString(
                etc.resolve("io.reveille.server.signal.receipts.cfg"),
                "listen=127.0.0.1\nport=0\n");
        return new Option[] {new Feature("server").inFramework(home)};
    }

    private static void route(Path etc, String name, String... lines) throws IOException {
        Files.writeString(
                etc.resolve("io.reveille.server.signal." + name + ".cfg"),
                String.join("\n", lines) + "\ncost=0.05 EUR\nrate=60/min\nservice.ranking=7\n");
    }

    @Test
    public void every_kind_of_route_is_there_as_its_file_says() throws Exception {
        for (String name : List.of("first", "second", "third", "fourth")) {
            ServiceTracker<SignalRoute, SignalRoute> tracker =
                    new ServiceTracker<>(
                            context,
                            context.createFilter(
                                    "(&(objectClass=io.reveille.server.registry.SignalRoute)"
                                            + "(reveille.route="
                                            + name
                                            + ")(service.ranking=7))"),
                            null);
            tracker.open();
            SignalRoute route = tracker.waitForService(30_000);
            assertNotNull("no route " + name, route);
            assertEquals(name, route.name());
            assertEquals(Optional.of(Money.parse("0.05 EUR")), route.cost());
            assertEquals(Optional.of(SignalRate.parse("60/min")), route.rate());
            assertEquals(Optional.of(name.equals("third") ? "text" : "binary"), route.form());
            assertNotEquals(RouteHealth.State.UP, route.health().state());
            tracker.close();
        }
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
    public void answers_for_the_zone_that_its_file_names() throws IOException {
        // given
        SimpleResolver resolver = new SimpleResolver(dns.address());
        Record question = Record.newRecord(Name.fromString("pax.test."), Type.SOA, DClass.IN);

        // when
        Message answer = resolver.send(Message.newQuery(question));

        // then
        assertEquals(Rcode.NOERROR, answer.getRcode());
        assertTrue(answer.getHeader().getFlag(Flags.AA));
        assertEquals(Type.SOA, answer.getSection(Section.ANSWER).get(0).getType());
    }

    @Test
    public void gives_the_api_to_nobody_without_its_token() throws Exception {
        // given
        String[] endpoints =
                (String[]) http.getRuntimeDTO().serviceDTO.properties.get("osgi.http.endpoint");
        URI status = URI.create(endpoints[0]).resolve("/api/v1/status");

        // when
        HttpResponse<String> response =
                HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(status).build(), BodyHandlers.ofString());

        // then
        assertEquals(401, response.statusCode());
        assertEquals("127.0.0.1", status.getHost());
    }
}
