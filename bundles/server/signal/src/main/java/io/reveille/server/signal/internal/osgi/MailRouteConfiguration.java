/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

@ObjectClassDefinition(
        name = "Reveille mail route",
        description = "A mail server that carries access requests to the gateways' mailboxes")
@interface MailRouteConfiguration {
    String PID = "io.reveille.server.signal.mail";

    @AttributeDefinition(
            name = "Host",
            description = "The mail server's name, as it is in its certificate.")
    String host() default "";

    @AttributeDefinition(
            name = "Port",
            description =
                    "Its port; 0 is the usual one: 465 for TLS, 587 for STARTTLS, 25 for none.",
            min = "0",
            max = "65535")
    int port() default 0;

    @AttributeDefinition(
            name = "Security",
            description = "How the connection is protected; none sends the password in the clear.",
            options = {
                @Option(label = "TLS", value = "tls"),
                @Option(label = "STARTTLS", value = "starttls"),
                @Option(label = "None", value = "none")
            })
    String security() default "starttls";

    @AttributeDefinition(
            name = "CA file",
            description =
                    "The certificates, in PEM, that the server's must come from; if empty, the"
                            + " platform's. Taken from the server's home when it is not absolute.")
    String tls_ca_file() default "";

    @AttributeDefinition(name = "User", description = "Who logs in; nobody if empty.")
    String user() default "";

    @AttributeDefinition(
            name = "Password file",
            description =
                    "A file of mode 600 whose first line is the password; taken from the server's home"
                            + " when it is not absolute.")
    String password_file() default "keys/mail.password";

    @AttributeDefinition(
            name = "From",
            description = "The address that the mails come from, such as wake@example.com.")
    String from() default "";

    @AttributeDefinition(
            name = "Contact",
            description = "Whom people who find such a mail may ask; ASCII. May be empty.")
    String contact() default "";

    @AttributeDefinition(
            name = "Connections",
            description = "How many connections are open at a time, 1 to 16.",
            min = "1",
            max = "16")
    int connections() default 2;

    @AttributeDefinition(
            name = "Time-out, seconds",
            description = "How long the mail server may take for each answer, 1 to 600.",
            min = "1",
            max = "600")
    int timeout_seconds() default 20;

    @AttributeDefinition(
            name = "Idle close, seconds",
            description = "After so long without a mail a connection is closed, 1 to 3600.",
            min = "1",
            max = "3600")
    int idle_close_seconds() default 60;

    @AttributeDefinition(
            name = "Probe, seconds",
            description =
                    "How often the server is asked whether it would take a mail, from the start on, up"
                            + " to 3600; 0 for never.",
            min = "0",
            max = "3600")
    int probe_seconds() default 300;

    @AttributeDefinition(
            name = "Cost",
            description = "What a mail costs, such as 0.001 EUR; nothing if empty.")
    String cost() default "";

    @AttributeDefinition(
            name = "Rate",
            description = "How many mails may be sent, such as 60/min; no limit if empty.")
    String rate() default "";
}
