/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

@ObjectClassDefinition(
        name = "Reveille MQTT route",
        description = "An MQTT broker that carries access requests")
@interface MqttConfiguration {
    String PID = "io.reveille.server.signal.mqtt";

    @AttributeDefinition(name = "Host", description = "Name or address of the broker.")
    String host() default "";

    @AttributeDefinition(
            name = "Port",
            description = "Its TCP port; 0 stands for 8883 with TLS and 1883 without.",
            min = "0",
            max = "65535")
    int port() default 0;

    @AttributeDefinition(
            name = "TLS",
            description = "Connect by TLS and check the broker's certificate and name.")
    boolean tls() default true;

    @AttributeDefinition(
            name = "Broker's authority",
            description =
                    "A file with the certificates in PEM that vouch for the broker; empty: those that"
                            + " Java trusts. Files are taken from the server's home when they are not"
                            + " absolute.")
    String ca_file() default "";

    @AttributeDefinition(
            name = "Client certificate",
            description = "A file with certificates in PEM; empty: none.")
    String client_certificate() default "";

    @AttributeDefinition(
            name = "Client key",
            description = "The file with its key, PKCS#8 in PEM, mode 600.")
    String client_key() default "";

    @AttributeDefinition(
            name = "User",
            description = "The account with the broker; empty if the certificate says it all.")
    String user() default "";

    @AttributeDefinition(
            name = "Password file",
            description = "A file of mode 600 whose first line is the account's password.")
    String password_file() default "keys/mqtt.password";

    @AttributeDefinition(
            name = "Client id",
            description = "What the broker knows this server by; no other client may have it.")
    String client_id() default "reveille-server";

    @AttributeDefinition(
            name = "Version",
            description =
                    "Which version of MQTT is spoken. With auto it is 5, and 3.1.1 with a broker that"
                            + " says that it does not know 5; 3.1.1 knows no expiry of requests.",
            options = {
                @Option(label = "5, else 3.1.1", value = "auto"),
                @Option(label = "5", value = "5"),
                @Option(label = "3.1.1", value = "3.1.1")
            })
    String version() default "auto";

    @AttributeDefinition(
            name = "Topic prefix",
            description = "What the topics begin with; the same as at the gateways.")
    String topic_prefix() default "reveille/v1";

    @AttributeDefinition(
            name = "Presence",
            description =
                    "Gateways tell on the broker whether they are there, and only those that ever did"
                            + " are sent requests. Without it all are.")
    boolean presence() default true;

    @AttributeDefinition(
            name = "Keep-alive, seconds",
            description = "After so long without traffic a packet is sent, 5 to 64800.",
            min = "5",
            max = "64800")
    int keep_alive_seconds() default 30;

    @AttributeDefinition(
            name = "Patience, seconds",
            description =
                    "How long the broker may take to acknowledge a request, reconnecting included, 1 to"
                            + " 300.",
            min = "1",
            max = "300")
    int patience_seconds() default 10;

    @AttributeDefinition(
            name = "Longest pause between attempts, seconds",
            description =
                    "After a failure to connect the pause doubles from one second up to this, 1 to"
                            + " 3600.",
            min = "1",
            max = "3600")
    int reconnect_longest_seconds() default 60;

    @AttributeDefinition(
            name = "Cost",
            description = "What a message costs, such as 0.001 EUR; nothing if empty.")
    String cost() default "";

    @AttributeDefinition(
            name = "Rate",
            description = "How many messages may be sent, such as 60/min; no limit if empty.")
    String rate() default "";
}
