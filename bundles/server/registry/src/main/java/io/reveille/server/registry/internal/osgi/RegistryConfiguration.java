/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.osgi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Reveille registry",
        description = "The fleet: its zone, where the server is reached, and what is kept")
@interface RegistryConfiguration {
    String PID = "io.reveille.server.registry";

    @AttributeDefinition(
            name = "Zone",
            description =
                    "The fleet's DNS zone in lower case, without a final dot. Gateway gw7 is gw7.<zone>.")
    String zone() default "fleet.test";

    @AttributeDefinition(
            name = "Server name",
            description =
                    "The name in the server's certificate, which gateways check; proxy.<zone> if empty.")
    String server_name() default "";

    @AttributeDefinition(
            name = "Public addresses",
            description =
                    "The IP addresses where clients and gateways reach this server, separated by commas.")
    String public_addresses() default "127.0.0.1";

    @AttributeDefinition(
            name = "Service ports",
            description = "The range of public TCP ports, one for each service of each gateway.")
    String service_ports() default "20000-20999";

    @AttributeDefinition(
            name = "Days that sessions are kept",
            description = "Ended sessions older than this are dropped; 1 to 3650.",
            min = "1",
            max = "3650")
    int sessions_days() default 90;

    @AttributeDefinition(
            name = "Sessions kept",
            description = "Of the ended sessions at most this many are kept; 100 to 10000000.",
            min = "100",
            max = "10000000")
    int sessions_newest() default 100_000;
}
