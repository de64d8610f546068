/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The configuration as a person writes it; {@link MqttConfiguration} checks it. */
@ObjectClassDefinition(
        id = MqttOptions.PID,
        name = "Reveille MQTT channel",
        description =
                "Takes access requests from an MQTT broker, beside or instead of SMS. Each gateway of"
                        + " this framework listens to its own topic, PREFIX/GATEWAY/request.")
@interface MqttOptions {
    String PID = "io.reveille.gateway.mqtt";

    @AttributeDefinition(
            name = "Gateway's home directory",
            description =
                    "The gateway that this channel is for; if empty, every gateway of this framework.",
            required = false)
    String gateway_home() default "";

    @AttributeDefinition(name = "Host", description = "Name or address of the broker.")
    String host() default "";

    @AttributeDefinition(
            name = "Port",
            description = "Its TCP port; 0 stands for 8883 with TLS and 1883 without.",
            min = "0",
            max = "65535",
            required = false)
    int port() default 0;

    @AttributeDefinition(
            name = "TLS",
            description =
                    "Connect by TLS and check the broker's certificate and name. Without it, anyone on"
                            + " the way reads the password and sees when this gateway is woken.",
            required = false)
    boolean tls() default true;

    @AttributeDefinition(
            name = "Broker's authority",
            description =
                    "Who vouches for the broker: a file with certificates in PEM, or fleet for the"
                            + " fleet's own authority. If empty, the authorities that Java trusts.",
            required = false)
    String ca_file() default "";

    @AttributeDefinition(
            name = "Client certificate",
            description =
                    "What this gateway shows of itself: gateway for the certificate that it got from"
                            + " its fleet, or a file with certificates in PEM. If empty, none.",
            required = false)
    String client_certificate() default "";

    @AttributeDefinition(
            name = "Client key",
            description =
                    "The file with the key of the client certificate, PKCS#8 in PEM, mode 600; empty"
                            + " with the gateway's own certificate.",
            required = false)
    String client_key() default "";

    @AttributeDefinition(
            name = "User",
            description = "The account with the broker; empty if the certificate says it all.",
            required = false)
    String user() default "";

    @AttributeDefinition(
            name = "Password file",
            description = "A file of mode 600 whose first line is the account's password.",
            required = false)
    String password_file() default "";

    @AttributeDefinition(
            name = "Client id",
            description =
                    "What the broker knows this gateway's session by; no other client may have it. If"
                            + " empty, reveille- and the gateway's id.",
            required = false)
    String client_id() default "";

    @AttributeDefinition(
            name = "Version",
            description =
                    "Which version of MQTT is spoken. With auto it is 5, and 3.1.1 with a broker that"
                            + " says that it does not know 5.",
            options = {
                @Option(label = "5, else 3.1.1", value = "auto"),
                @Option(label = "5", value = "5"),
                @Option(label = "3.1.1", value = "3.1.1")
            },
            required = false)
    String version() default "auto";

    @AttributeDefinition(
            name = "Keep-alive, seconds",
            description =
                    "After so long without traffic a packet is sent, 5 to 64800. Each time costs three"
                            + " packets and some 200 octets; the carrier's NAT forgets connections that"
                            + " are idle for longer than its limit, often 5 to 30 minutes.",
            min = "5",
            max = "64800",
            required = false)
    int keep_alive_seconds() default 300;

    @AttributeDefinition(
            name = "Session expiry, seconds",
            description =
                    "For how long the broker keeps messages for a gateway that is away, 1 to 4294967295;"
                            + " with 3.1.1 the broker decides.",
            min = "1",
            max = "4294967295",
            required = false)
    long session_expiry_seconds() default 604_800;

    @AttributeDefinition(
            name = "Topic prefix",
            description = "What the topics begin with; the same as at the server.",
            required = false)
    String topic_prefix() default "reveille/v1";

    @AttributeDefinition(
            name = "Longest pause between attempts, seconds",
            description =
                    "After a failure to connect the pause doubles from one second up to this, 1 to 3600.",
            min = "1",
            max = "3600",
            required = false)
    int reconnect_longest_seconds() default 300;
}
