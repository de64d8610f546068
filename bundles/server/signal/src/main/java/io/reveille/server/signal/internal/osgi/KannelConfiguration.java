/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

@ObjectClassDefinition(
        name = "Reveille Kannel route",
        description = "A Kannel that carries access requests, or what speaks its sendsms interface")
@interface KannelConfiguration {
    String PID = "io.reveille.server.signal.kannel";

    @AttributeDefinition(
            name = "URL",
            description = "Of sendsms, such as http://127.0.0.1:13013/cgi-bin/sendsms.")
    String url() default "";

    @AttributeDefinition(name = "User name", description = "Of the sendsms-user.")
    String username() default "";

    @AttributeDefinition(
            name = "Password file",
            description =
                    "A file of mode 600 whose first line is the password; taken from the server's home when it is not absolute.")
    String password_file() default "keys/kannel.password";

    @AttributeDefinition(
            name = "From",
            description = "The sender that gateways see; empty leaves it to Kannel.")
    String from() default "";

    @AttributeDefinition(
            name = "SMSC",
            description = "The id of Kannel's connection to use; empty leaves it to Kannel.")
    String smsc() default "";

    @AttributeDefinition(
            name = "Message class",
            description = "0 to 3; -1 for none, which is right but for odd routes.",
            min = "-1",
            max = "3")
    int message_class() default -1;

    @AttributeDefinition(
            name = "Number prefix",
            description = "What comes before an international number's digits: +, 00 or none.",
            options = {
                @Option(label = "+", value = "+"),
                @Option(label = "00", value = "00"),
                @Option(label = "nothing", value = "none")
            })
    String number_prefix() default "+";

    @AttributeDefinition(
            name = "Name",
            description =
                    "For people, and what messages are counted by; kannel HOST:PORT if empty. At most 100 characters.")
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
            name = "Time-out, seconds",
            description = "How long an answer may take, 1 to 300.",
            min = "1",
            max = "300")
    int timeout_seconds() default 10;

    @AttributeDefinition(
            name = "Trusted certificates",
            description =
                    "A file of certificates in PEM that the server's is checked against, taken from the server's home when it is not absolute; the platform's authorities if empty.")
    String trust_file() default "";
}
