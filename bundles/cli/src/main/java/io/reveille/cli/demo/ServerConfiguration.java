/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The demo server's configuration files, as docs/reference/configuration.md describes them. */
final class ServerConfiguration {
    private static final int SERVICE_PORTS = 20;

    private ServerConfiguration() {}

    static void write(Path home, SitePorts ports, SiteOptions options) throws IOException {
        int lastService = Math.min(65535, ports.firstService() + SERVICE_PORTS - 1);
        SiteHomes.configure(
                home,
                "io.reveille.server.registry.cfg",
                Map.of(
                        "zone",
                        DemoSite.ZONE,
                        "public.addresses",
                        "127.0.0.1",
                        "service.ports",
                        ports.firstService() + "-" + lastService));
        Map<String, String> proxy = new LinkedHashMap<>(options.proxy());
        proxy.putIfAbsent("connect.port", "0");
        proxy.putIfAbsent("socks.port", "0");
        proxy.putIfAbsent("web.port", "0");
        proxy.put("listen", "127.0.0.1");
        proxy.put("tunnel.port", String.valueOf(ports.tunnel()));
        proxy.put("enrolment.port", String.valueOf(ports.enrolment()));
        SiteHomes.configure(home, "io.reveille.server.proxy.cfg", proxy);
        SiteHomes.configure(
                home,
                "io.reveille.server.dns.cfg",
                Map.of("listen", "127.0.0.1", "port", String.valueOf(ports.dns())));
        SiteHomes.configure(
                home,
                DemoSite.SMPP_CONFIGURATION,
                Map.of(
                        "host",
                        "127.0.0.1",
                        "port",
                        String.valueOf(ports.smpp()),
                        "system.id",
                        DemoRadio.SYSTEM_ID,
                        "source.address",
                        DemoRadio.FLEET_NUMBER,
                        "password.file",
                        home.resolve("keys").resolve("smpp.password").toString()));
        java.nio.file.Files.createDirectories(home.resolve("keys"));
        SiteHomes.write(home.resolve("keys").resolve("smpp.password"), DemoRadio.PASSWORD + "\n");
        SiteHomes.configure(
                home,
                "system.properties",
                Map.of("org.osgi.service.http.port", String.valueOf(ports.api())));
    }
}
