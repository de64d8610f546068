/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

@ObjectClassDefinition(
        name = "Reveille SMPP route",
        description = "A short message service centre that carries access requests")
@interface SmppConfiguration {
    String PID = "io.reveille.server.signal.smpp";

    @AttributeDefinition(name = "Host", description = "Name or address of the service centre.")
    String host() default "";

    @AttributeDefinition(name = "Port", description = "Its TCP port.", min = "1", max = "65535")
    int port() default 2775;

    @AttributeDefinition(
            name = "TLS",
            description = "Connect by TLS; the certificate and its name are checked.")
    boolean tls() default false;

    @AttributeDefinition(
            name = "Trusted certificates",
            description =
                    "A file of certificates in PEM that the centre's is checked against, taken from the server's home when it is not absolute; the platform's authorities if empty.")
    String trust_file() default "";

    @AttributeDefinition(name = "System id", description = "The account, up to 15 characters.")
    String system_id() default "";

    @AttributeDefinition(
            name = "Password file",
            description =
                    "A file of mode 600 whose first line is the password; taken from the server's home"
                            + " when it is not absolute.")
    String password_file() default "keys/smpp.password";

    @AttributeDefinition(
            name = "System type",
            description = "What the service centre calls this kind of client; usually empty.")
    String system_type() default "";

    @AttributeDefinition(
            name = "Source address",
            description =
                    "The sender that gateways see: a number, +number, or a name; empty leaves it to"
                            + " the service centre.")
    String source_address() default "";

    @AttributeDefinition(
            name = "Source type of number",
            description = "0 to 6; -1 derives it from the source address.",
            min = "-1",
            max = "6")
    int source_ton() default -1;

    @AttributeDefinition(
            name = "Source numbering plan",
            description = "0 to 10; -1 derives it from the source address.",
            min = "-1",
            max = "10")
    int source_npi() default -1;

    @AttributeDefinition(
            name = "Name",
            description =
                    "For people, and what messages are counted by; smpp HOST:PORT if empty. At most 100 characters.")
    String name() default "";

    @AttributeDefinition(
            name = "Form",
            description = "In what form requests are sent.",
            options = {
                @Option(
                        label = "Binary, unless a test found that it does not arrive",
                        value = "auto"),
                @Option(label = "Binary", value = "binary"),
                @Option(label = "Text", value = "text")
            })
    String form() default "auto";

    @AttributeDefinition(
            name = "Cost",
            description = "What one message costs, such as 0.075 EUR; empty if not known.")
    String cost() default "";

    @AttributeDefinition(
            name = "Rate",
            description =
                    "The most messages, such as 10/s, 60/min, 500/h or 1000/d; no limit if empty.")
    String rate() default "";

    @AttributeDefinition(
            name = "Application port",
            description = "Where gateways listen, 16000 to 16999.",
            min = "16000",
            max = "16999")
    int application_port() default 16_000;

    @AttributeDefinition(
            name = "Receipts",
            description = "Which delivery receipts are asked for.",
            options = {
                @Option(label = "All", value = "all"),
                @Option(label = "Failures only", value = "failures"),
                @Option(label = "None", value = "none")
            })
    String receipts() default "all";

    @AttributeDefinition(
            name = "Window",
            description = "How many requests wait for an answer at a time, 1 to 100.",
            min = "1",
            max = "100")
    int window() default 8;

    @AttributeDefinition(
            name = "Sessions",
            description = "How many sessions are bound at the same time, 1 to 16.",
            min = "1",
            max = "16")
    int binds() default 1;

    @AttributeDefinition(
            name = "Enquire link, seconds",
            description = "How long the link may be idle before it is probed, 1 to 3600.",
            min = "1",
            max = "3600")
    int enquire_link_seconds() default 30;

    @AttributeDefinition(
            name = "Response time-out, seconds",
            description = "How long the service centre may take to answer, 1 to 3600.",
            min = "1",
            max = "3600")
    int response_timeout_seconds() default 10;

    @AttributeDefinition(
            name = "Longest pause between binds, seconds",
            description =
                    "After a failure to bind the pause doubles from one second up to this, 1 to 3600.",
            min = "1",
            max = "3600")
    int reconnect_longest_seconds() default 60;
}
