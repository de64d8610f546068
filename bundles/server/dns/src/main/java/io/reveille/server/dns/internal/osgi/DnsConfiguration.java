/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal.osgi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Reveille DNS",
        description = "The authoritative name server of the fleet's zone")
@interface DnsConfiguration {
    String PID = "io.reveille.server.dns";

    @AttributeDefinition(
            name = "Listen",
            description =
                    "The IP addresses to listen on, separated by commas; all addresses of the machine if empty.")
    String listen() default "";

    @AttributeDefinition(
            name = "Port",
            description = "UDP and TCP port; 0 for any free one.",
            min = "0",
            max = "65535")
    int port() default 5300;

    @AttributeDefinition(
            name = "Askers",
            description =
                    "The blocks of addresses, separated by commas, whose queries are told where"
                            + " services really are; usually those of resolvers. To all others every"
                            + " name leads nowhere.")
    String askers() default "0.0.0.0/0,::/0";

    @AttributeDefinition(
            name = "Time to live",
            description = "Seconds for which resolvers may keep answers; 0 to 86400.",
            min = "0",
            max = "86400")
    int ttl_seconds() default 30;

    @AttributeDefinition(
            name = "TCP idle time",
            description =
                    "Seconds after which a TCP connection without a whole query is closed; 1 to 600.",
            min = "1",
            max = "600")
    int tcp_idle_seconds() default 10;

    @AttributeDefinition(
            name = "TCP connections",
            description =
                    "TCP connections at a time, a quarter of them from one address; 1 to 10000.",
            min = "1",
            max = "10000")
    int tcp_connections() default 256;
}
