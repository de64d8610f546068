/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.reveille.cli.demo.DemoSite;
import io.reveille.cli.demo.Distribution;
import io.reveille.cli.demo.SiteOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Both features as processes with the emulated modem, for one test class; the logs are shown when a
 * test fails.
 */
final class Site implements BeforeAllCallback, AfterAllCallback, AfterTestExecutionCallback {
    static final Duration LIMIT = Duration.ofSeconds(60);

    private final Services services;
    private final Services proxy;
    private final Map<String, String> gateway;
    private DemoSite site;

    /** The terminal's services, started with the site: name to address. */
    interface Services {
        Map<String, String> start() throws Exception;
    }

    Site(Services services, Map<String, String> proxy) {
        this(services, () -> proxy);
    }

    /**
     * @param proxy settings of the public proxy, asked for when the site starts
     */
    Site(Services services, Services proxy) {
        this(services, proxy, Map.of());
    }

    /**
     * @param gateway settings of the gateway
     */
    Site(Services services, Services proxy, Map<String, String> gateway) {
        this.services = services;
        this.proxy = proxy;
        this.gateway = gateway;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        site =
                DemoSite.start(
                        Distribution.running(),
                        new SiteOptions(services.start(), proxy.start(), gateway),
                        System.out::println);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        context.getExecutionException()
                .ifPresent(failure -> System.out.println(site.lastLogLines()));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (site != null) {
            site.close();
        }
    }

    DemoSite demo() {
        return site;
    }

    InetSocketAddress address(String service) {
        return site.lookup().find(DemoSite.GATEWAY, service).address();
    }

    InetSocketAddress dns() {
        return site.dnsAddress();
    }

    String zone() {
        return DemoSite.ZONE;
    }

    Socket connect(String service) throws IOException {
        Socket socket = new Socket();
        socket.connect(address(service));
        socket.setSoTimeout((int) LIMIT.toMillis());
        return socket;
    }

    /** The sessions of the record, newest first. */
    List<JsonObject> sessions() {
        JsonArray array = site.api().get("sessions?limit=100").getAsJsonArray();
        List<JsonObject> sessions = new ArrayList<>();
        for (JsonElement element : array) {
            sessions.add(element.getAsJsonObject());
        }
        return sessions;
    }

    /** One session whole, with its steps. */
    JsonObject session(String key) {
        return site.api().get("sessions/" + key).getAsJsonObject();
    }

    /** The newest session whole. */
    JsonObject newest() {
        return session(sessions().get(0).get("key").getAsString());
    }

    /** The letters of the session's steps, in their order. */
    static String steps(JsonObject session) {
        StringBuilder letters = new StringBuilder();
        session.getAsJsonArray("steps")
                .forEach(step -> letters.append(step.getAsJsonObject().get("step").getAsString()));
        return letters.toString();
    }
}
