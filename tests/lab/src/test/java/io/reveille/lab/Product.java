/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The product in the carrier's network, for one test class. Each test begins with a perfect network
 * and no tunnel. The logs are shown when a test fails.
 */
final class Product
        implements BeforeAllCallback,
                AfterAllCallback,
                BeforeEachCallback,
                AfterTestExecutionCallback {
    static final Duration LIMIT = Duration.ofSeconds(80);
    private final Lab lab = new Lab();
    private final Preparation preparation;
    private LabSite site;

    /** What a test class has there before the product starts. */
    interface Preparation {
        /**
         * Makes ready.
         *
         * @param proxy settings of the public proxy, to be added to
         * @param gateway settings of the gateway, to be added to
         */
        void prepare(
                CarrierNetwork network, Map<String, String> proxy, Map<String, String> gateway);
    }

    Product() {
        this((network, proxy, gateway) -> {});
    }

    Product(Preparation preparation) {
        this.preparation = preparation;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        lab.beforeAll(context);
        try {
            Map<String, String> proxy = new HashMap<>();
            Map<String, String> gateway =
                    new HashMap<>(Map.of("idle.timeout", "8s", "dials.per.minute", "60"));
            preparation.prepare(lab.network(), proxy, gateway);
            site =
                    LabSite.start(
                            lab.network(),
                            Distribution.named(),
                            proxy,
                            gateway,
                            System.out::println);
        } catch (RuntimeException e) {
            showLogs();
            throw e;
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        CarrierNetwork network = lab.network();
        network.link().delay(Duration.ZERO);
        network.link().loss(0);
        network.link().blackhole(false);
        network.link().unlimited();
        awaitNoTunnel();
    }

    /** Returns when neither end has a tunnel. */
    void awaitNoTunnel() {
        await().atMost(LIMIT)
                .until(
                        () ->
                                lab.network().device().openConnections().isBlank()
                                        && proxysTunnels().isBlank());
    }

    /** The proxy's end of the tunnels that are up, as {@code ss} shows them. */
    String proxysTunnels() {
        return lab.network()
                .proxy()
                .output(
                        "ss",
                        "-Htn",
                        "state",
                        "established",
                        "sport = :" + FleetServer.TUNNEL_PORT);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        context.getExecutionException().ifPresent(failure -> showLogs());
    }

    private void showLogs() {
        if (site != null) {
            System.out.println(
                    "--- last session\n" + site.server().api().sessions().stream().findFirst());
        }
        lab.showLogs();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        lab.afterAll(context);
    }

    LabSite site() {
        return site;
    }
}
