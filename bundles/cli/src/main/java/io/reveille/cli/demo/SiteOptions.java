/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.demo;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a site offers and how it is set.
 *
 * @param services the mobile terminal's services, name to {@code HOST:PORT}
 * @param proxy settings of the public proxy that differ from its defaults
 * @param gateway settings of the gateway that differ from its defaults
 */
public record SiteOptions(
        Map<String, String> services, Map<String, String> proxy, Map<String, String> gateway) {
    public SiteOptions {
        services = Map.copyOf(services);
        proxy = Map.copyOf(proxy);
        gateway = Map.copyOf(gateway);
    }

    String serviceList() {
        return services.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(service -> service.getKey() + "=" + service.getValue())
                .collect(Collectors.joining(","));
    }
}
