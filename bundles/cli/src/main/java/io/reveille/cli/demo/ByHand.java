/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.demo;

import io.reveille.cli.connect.ServiceLookup;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;

/** Lines to copy, to do by hand what the demo did. */
final class ByHand {
    private ByHand() {}

    static void print(DemoSite site, Map<String, String> services, PrintWriter out) {
        String home = "--home " + site.serverDirectory();
        String name = DemoSite.GATEWAY + "." + DemoSite.ZONE;
        out.println();
        out.println("It stays up until Ctrl-C. By hand, in another terminal:");
        out.printf("  dig @127.0.0.1 -p %d SRV _http._tcp.%s%n", site.ports().dns(), name);
        for (String service : new TreeMap<>(services).keySet()) {
            ServiceLookup.Answer answer = site.lookup().find(DemoSite.GATEWAY, service);
            int port = answer.address().getPort();
            if (service.startsWith("http")) {
                out.printf("  curl --connect-to %s:80:127.0.0.1:%d http://%s/%n", name, port, name);
                out.printf(
                        "  ./reveille connect %s %s %s -L 8000%n", home, DemoSite.GATEWAY, service);
            } else if (service.startsWith("ssh")) {
                out.printf(
                        "  ssh -o ProxyCommand='./reveille connect %s %s %s --stdio' %s%n",
                        home, DemoSite.GATEWAY, service, DemoSite.GATEWAY);
            } else {
                out.printf("  %s: 127.0.0.1:%d%n", service, port);
            }
        }
        out.printf("  ./reveille devices %s%n", home);
        out.printf("  ./reveille sessions %s%n", home);
    }
}
