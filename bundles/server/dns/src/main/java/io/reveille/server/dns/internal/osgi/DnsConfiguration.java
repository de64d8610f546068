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

    @AttributeDefinition(
            name = "DNSSEC",
            description =
                    "Whether answers are signed for those who ask for signatures. It takes effect for others once the parent zone has the key: see 'reveille dns trust-anchor'.")
    boolean dnssec() default true;

    @AttributeDefinition(
            name = "HTTPS port",
            description =
                    "The public port for HTTPS records, if it is another than the proxy's sni.port, since a firewall leads it there; 0: that port. There are such records while there is that entry.",
            min = "0",
            max = "65535")
    int https_port() default 0;

    @AttributeDefinition(
            name = "Name servers",
            description =
                    "The names of other name servers of the zone, separated by commas, for its NS records; one within the zone with its addresses: ns2.fleet.test=192.0.2.53+2001:db8::53.")
    String name_servers() default "";

    @AttributeDefinition(
            name = "Secondaries",
            description =
                    "Who is told when the zone changes (NOTIFY): IP addresses with or without a port, separated by commas, such as 192.0.2.53,[2001:db8::53]:5353.")
    String secondaries() default "";

    @AttributeDefinition(
            name = "Transfer content",
            description =
                    "What secondaries get: addresses, which tells nothing of the fleet and has no ports; or services, with the active gateways by name, which whoever may ask a secondary can list.")
    String transfer_content() default "addresses";

    @AttributeDefinition(
            name = "Transfer key's name",
            description = "The name of the key (TSIG, hmac-sha256) by which secondaries are known.")
    String transfer_key_name() default "reveille-transfer";

    @AttributeDefinition(
            name = "Transfer key's file",
            description =
                    "A file of mode 600 whose first line is the key in base64, as tsig-keygen prints it; taken from the server's home when it is not absolute. Nobody gets the zone if empty.")
    String transfer_key_file() default "";

    @AttributeDefinition(
            name = "Same answers",
            description =
                    "By UDP, answers to the same question in a second to one network (24 bits of IPv4, 56 of IPv6) without a cookie; 1 to 100000.",
            min = "1",
            max = "100000")
    int rate_same() default 20;

    @AttributeDefinition(
            name = "All answers",
            description = "The same for all answers together; 1 to 1000000.",
            min = "1",
            max = "1000000")
    int rate_all() default 500;

    @AttributeDefinition(
            name = "Slip",
            description =
                    "Every so many of the answers that are held back goes as a truncated one, so that honest resolvers come by TCP; 0: none; at most 10.",
            min = "0",
            max = "10")
    int rate_slip() default 2;

    @AttributeDefinition(
            name = "Not limited",
            description = "Blocks of addresses, separated by commas, to which that does not apply.")
    String rate_exempt() default "127.0.0.0/8,::1/128";

    @AttributeDefinition(
            name = "Wake on lookup",
            description =
                    "The blocks of addresses, separated by commas, of resolvers whose lookups of a gateway's service have the gateway woken before a client connects; within the proxy's budgets. None if empty.")
    String wake_resolvers() default "";
}
