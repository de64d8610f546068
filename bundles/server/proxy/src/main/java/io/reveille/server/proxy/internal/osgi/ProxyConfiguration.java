/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.osgi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

@ObjectClassDefinition(
        name = "Reveille public proxy",
        description =
                "Where clients and gateways connect, who may, and how long they are waited for")
@interface ProxyConfiguration {
    String PID = "io.reveille.server.proxy";

    @AttributeDefinition(
            name = "Listen",
            description =
                    "The IP address of the tunnel port and of all service ports; all addresses of the machine if empty.")
    String listen() default "";

    @AttributeDefinition(
            name = "Tunnel port",
            description =
                    "The TCP port that gateways dial. Access requests name it, so it must be reachable as it is.",
            min = "0",
            max = "65535")
    int tunnel_port() default 4433;

    @AttributeDefinition(
            name = "Enrolment port",
            description = "The TCP port where gateways enrol, by HTTPS.",
            min = "0",
            max = "65535")
    int enrolment_port() default 4434;

    @AttributeDefinition(
            name = "Allowed clients",
            description =
                    "Where clients may come from: blocks such as 192.0.2.0/24 or 2001:db8::/32, separated by commas. Nothing else is asked of them before their gateway is woken, so be strict.")
    String client_allow() default "127.0.0.0/8,::1/128";

    @AttributeDefinition(
            name = "Allowed clients by UDP",
            description =
                    "Where clients of services by UDP may come from, besides that they must be allowed as others are. Anyone can write any source address on a datagram: allow only what your network keeps others from using.")
    String udp_allow() default "127.0.0.0/8,::1/128";

    @AttributeDefinition(
            name = "Idle seconds of a client by UDP",
            description =
                    "After so long without a datagram, either way, its session ends; 5 to 3600.",
            min = "5",
            max = "3600")
    int udp_idle_seconds() default 60;

    @AttributeDefinition(
            name = "Clients by UDP at the same time",
            description = "Of one service; 1 to 10000.",
            min = "1",
            max = "10000")
    int udp_flows_most() default 256;

    @AttributeDefinition(
            name = "Seconds that a client waits for its gateway",
            description = "For how long an access request is good, and a client waits; 1 to 3600.",
            min = "1",
            max = "3600")
    int rendezvous_timeout() default 90;

    @AttributeDefinition(
            name = "Ping interval, seconds",
            description =
                    "After so long without traffic the other end of a tunnel in use is asked whether it"
                            + " is there, 1 to 3600; it also keeps the carrier's NAT from forgetting.",
            min = "1",
            max = "3600")
    int ping_interval_seconds() default 25;

    @AttributeDefinition(
            name = "Ping time-out, seconds",
            description =
                    "How long it may take to answer before the tunnel counts as lost, 1 to 600.",
            min = "1",
            max = "600")
    int ping_timeout_seconds() default 15;

    @AttributeDefinition(
            name = "Clients at the same time",
            description = "Of all gateways together; 1 to 1000000.",
            min = "1",
            max = "1000000")
    int clients_most() default 10_000;

    @AttributeDefinition(
            name = "Clients that may wait for one gateway",
            description = "More are turned away until the gateway's tunnel is up; 1 to 100000.",
            min = "1",
            max = "100000")
    int waiting_most() default 64;

    @AttributeDefinition(
            name = "Access requests to one gateway in an hour",
            description =
                    "More are refused until an hour has passed since the first of them; 1 to 100000.",
            min = "1",
            max = "100000")
    int budget_gateway_hour() default 60;

    @AttributeDefinition(
            name = "Access requests to one gateway in a day",
            description = "The same for a day; 1 to 100000.",
            min = "1",
            max = "100000")
    int budget_gateway_day() default 300;

    @AttributeDefinition(
            name = "Access requests for one client in an hour",
            description =
                    "A client is an IPv4 address, an IPv6 network of 64 bits, or a user; 1 to 100000.",
            min = "1",
            max = "100000")
    int budget_source_hour() default 120;

    @AttributeDefinition(
            name = "Access requests for one client in a day",
            description = "The same for a day; 1 to 100000.",
            min = "1",
            max = "100000")
    int budget_source_day() default 1000;

    @AttributeDefinition(
            name = "Access requests in a day",
            description =
                    "To all gateways together; 1 to 100000. This bounds what messages can cost.",
            min = "1",
            max = "100000")
    int budget_day() default 10_000;

    @AttributeDefinition(
            name = "Wake policy",
            description =
                    "How the routes to a gateway are chosen, unless it has a policy of its own.",
            options = {
                @Option(label = "Cheapest first", value = "cheapest"),
                @Option(label = "All channels in parallel", value = "parallel"),
                @Option(label = "First healthy", value = "healthy")
            })
    String wake_policy() default "cheapest";

    @AttributeDefinition(
            name = "Wake channels",
            description =
                    "The channels that may be used, the preferred first: sms, email, mqtt, separated by commas; all if empty.")
    String wake_channels() default "";

    @AttributeDefinition(
            name = "Seconds until the next request",
            description =
                    "How long an accepted request is waited for before another is sent; doubles with every request; 1 to 3600.",
            min = "1",
            max = "3600")
    int wake_retry_seconds() default 20;

    @AttributeDefinition(
            name = "Requests of one wake",
            description =
                    "The most access requests that are sent to wake a gateway once, by each channel when they go in parallel; 1 to 100.",
            min = "1",
            max = "100")
    int wake_attempts() default 3;

    @AttributeDefinition(
            name = "Longest cool-down, seconds",
            description =
                    "After three wakes without an answer, messages that cost are held back for a minute, then ever longer, up to this; 0 never holds them back.",
            min = "0",
            max = "86400")
    int wake_cooldown_seconds() default 900;

    @AttributeDefinition(
            name = "strongSwan's socket",
            description = "For IPsec: the vici socket of strongSwan's daemon.")
    String ipsec_vici() default "/var/run/charon.vici";

    @AttributeDefinition(
            name = "Own address in IPsec",
            description =
                    "For IPsec: the IPv4 address of this machine inside the tunnels, which it must have, such as on lo. All gateways are to have the same setting.")
    String ipsec_inner_address() default "198.18.0.1";

    @AttributeDefinition(
            name = "Gateways' addresses in IPsec",
            description = "For IPsec: the IPv4 addresses that gateways get inside the tunnels.")
    String ipsec_pool() default "198.18.128.0/17";

    @AttributeDefinition(
            name = "HTTP CONNECT: listen",
            description =
                    "The IP address where clients ask for a service by HTTP CONNECT; empty: not at all.")
    String connect_listen() default "127.0.0.1";

    @AttributeDefinition(
            name = "HTTP CONNECT: port",
            description = "Its TCP port; 0: any that is free.",
            min = "0",
            max = "65535")
    int connect_port() default 4481;

    @AttributeDefinition(
            name = "HTTP CONNECT: trusted clients",
            description =
                    "Where clients come from that need not say who they are, such as 127.0.0.0/8,::1/128; empty: all must.")
    String connect_trusted() default "";

    @AttributeDefinition(
            name = "HTTP CONNECT: certificate",
            description =
                    "PEM file of the certificate and its chain, read again when it changes; without, only a loopback address can be listened at.")
    String connect_tls_certificate() default "";

    @AttributeDefinition(
            name = "HTTP CONNECT: key",
            description = "PEM file of the certificate's private key (PKCS#8).")
    String connect_tls_key() default "";

    @AttributeDefinition(
            name = "HTTP CONNECT: client certificates",
            description =
                    "Whether clients may show who they are by a certificate, over TLS, instead of by a password.")
    boolean connect_client_certificates() default false;

    @AttributeDefinition(
            name = "SOCKS5: listen",
            description =
                    "The IP address where clients ask for a service by SOCKS5; empty: not at all.")
    String socks_listen() default "127.0.0.1";

    @AttributeDefinition(
            name = "SOCKS5: port",
            description = "Its TCP port; 0: any that is free.",
            min = "0",
            max = "65535")
    int socks_port() default 4482;

    @AttributeDefinition(
            name = "SOCKS5: trusted clients",
            description =
                    "Where clients come from that need not say who they are, such as 127.0.0.0/8,::1/128; empty: all must.")
    String socks_trusted() default "";

    @AttributeDefinition(
            name = "SOCKS5: certificate",
            description =
                    "PEM file of the certificate and its chain, read again when it changes; without, only a loopback address can be listened at.")
    String socks_tls_certificate() default "";

    @AttributeDefinition(
            name = "SOCKS5: key",
            description = "PEM file of the certificate's private key (PKCS#8).")
    String socks_tls_key() default "";

    @AttributeDefinition(
            name = "SOCKS5: client certificates",
            description =
                    "Whether clients may show who they are by a certificate, over TLS, instead of by a password.")
    boolean socks_client_certificates() default false;

    @AttributeDefinition(
            name = "HTTP by Host: listen",
            description =
                    "The loopback IP address where HTTP is taken in clear, for the service that Host names; empty: not at all.")
    String web_listen() default "127.0.0.1";

    @AttributeDefinition(
            name = "HTTP by Host: port",
            description = "Its TCP port; 0: any that is free.",
            min = "0",
            max = "65535")
    int web_port() default 4483;

    @AttributeDefinition(
            name = "TLS by name: listen",
            description =
                    "The IP address where clients name their service by TLS (SNI), as SERVICE.GATEWAY.ZONE; all addresses if empty.")
    String sni_listen() default "";

    @AttributeDefinition(
            name = "TLS by name: port",
            description = "Its TCP port, such as 443; -1: none.",
            min = "-1",
            max = "65535")
    int sni_port() default -1;

    @AttributeDefinition(
            name = "TLS by name: certificate",
            description =
                    "The PEM file of the certificate's chain for HTTP services, with a name *.GATEWAY.ZONE for each gateway; read again when it changes. Empty: all services must speak TLS themselves.")
    String sni_certificate() default "";

    @AttributeDefinition(
            name = "TLS by name: private key",
            description = "The PEM file of the certificate's private key, PKCS#8.")
    String sni_key() default "";

    @AttributeDefinition(
            name = "TLS by name: issuers of clients' certificates",
            description =
                    "The PEM file of those who issue clients' certificates; clients may then show one instead of a password. Empty: clients are not asked.")
    String sni_client_authorities() default "";

    @AttributeDefinition(
            name = "TLS by name: passed through",
            description =
                    "The names of the services that speak TLS themselves, separated by commas: their octets are passed on untouched.")
    String sni_pass_through() default "https";

    @AttributeDefinition(
            name = "TLS by name: plain services",
            description =
                    "The names of the services that speak neither TLS nor HTTP, such as modbus, separated by commas: TLS ends at the proxy, and what is inside is passed on as it is.")
    String sni_plain() default "";
}
