/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.protocol.ServiceTransport;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayService;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.Name;

/**
 * What a name of the zone is by its form alone. The form says which records are there, so that it
 * can't be told from them whether there is such a gateway or service.
 */
sealed interface ZoneName {
    /** The zone itself. */
    record Apex() implements ZoneName {}

    /** {@code <gateway>}: any that there could be. */
    record Host(String gatewayId) implements ZoneName {}

    /** {@code <service>.<gateway>}: the name for clients that know names alone, such as by TLS. */
    record ServiceHost(String service, String gatewayId) implements ZoneName {}

    /** {@code _<service>._tcp.<gateway>} or {@code _udp} (RFC 2782). */
    record ServicePort(String service, ServiceTransport transport, String gatewayId)
            implements ZoneName {}

    /** Has names below and nothing itself: {@code _tcp.<gateway>}, {@code _udp.<gateway>}. */
    record Branch() implements ZoneName {}

    /** Another name server within the zone. */
    record NameServerHost(List<InetAddress> addresses) implements ZoneName {}

    /** No gateway can have such a name. */
    record Nowhere() implements ZoneName {}

    /** Reads names of one zone. */
    record Grammar(Name apex, Map<Name, List<InetAddress>> nameServers) {
        public Grammar {
            nameServers = Map.copyOf(nameServers);
        }

        /**
         * @param name at or below the apex
         */
        ZoneName read(Name name) {
            List<InetAddress> addresses = nameServers.get(name);
            if (addresses != null) {
                return new NameServerHost(addresses);
            }
            String[] labels = labels(name);
            return switch (labels.length) {
                case 0 -> new Apex();
                case 1 -> Gateway.isId(labels[0]) ? new Host(labels[0]) : new Nowhere();
                case 2 -> below(labels[0], labels[1]);
                case 3 -> service(labels);
                default -> new Nowhere();
            };
        }

        private static ZoneName below(String label, String gatewayId) {
            if (!Gateway.isId(gatewayId)) {
                return new Nowhere();
            }
            if (transport(label).isPresent()) {
                return new Branch();
            }
            return GatewayService.isName(label) ? new ServiceHost(label, gatewayId) : new Nowhere();
        }

        private static ZoneName service(String[] labels) {
            boolean possible =
                    labels[0].startsWith("_")
                            && GatewayService.isName(labels[0].substring(1))
                            && transport(labels[1]).isPresent()
                            && Gateway.isId(labels[2]);
            return possible
                    ? new ServicePort(
                            labels[0].substring(1), transport(labels[1]).orElseThrow(), labels[2])
                    : new Nowhere();
        }

        private static Optional<ServiceTransport> transport(String label) {
            return label.startsWith("_")
                    ? ServiceTransport.of(label.substring(1))
                    : Optional.empty();
        }

        /** The labels before the zone's, in lower case. */
        private String[] labels(Name name) {
            int count = name.labels() - apex.labels();
            String[] labels = new String[count];
            for (int i = 0; i < count; i++) {
                labels[i] = AsciiCase.lower(name.getLabelString(i));
            }
            return labels;
        }
    }
}
