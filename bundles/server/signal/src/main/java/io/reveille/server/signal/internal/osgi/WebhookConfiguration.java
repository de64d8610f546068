/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

@ObjectClassDefinition(
        name = "Reveille webhook route",
        description = "An SMS provider's HTTP interface, described by templates")
@interface WebhookConfiguration {
    String PID = "io.reveille.server.signal.webhook";

    @AttributeDefinition(
            name = "URL",
            description = "Where the request goes; {{name}} stands for a value, see the reference.")
    String url() default "";

    @AttributeDefinition(
            name = "Method",
            description = "Of the request.",
            options = {
                @Option(label = "POST", value = "POST"),
                @Option(label = "PUT", value = "PUT"),
                @Option(label = "GET", value = "GET")
            })
    String method() default "POST";

    @AttributeDefinition(
            name = "Headers",
            description =
                    "Such as Authorization: Bearer {{secret}}; one a line, or separated by |.")
    String headers() default "";

    @AttributeDefinition(
            name = "Content type",
            description =
                    "Of the body; says how values in it are escaped: JSON, form, XML or as they are.")
    String content_type() default "application/json";

    @AttributeDefinition(
            name = "Body for octets",
            description = "With {{data.hex}} or the like; text alone is sent if empty.")
    String body() default "";

    @AttributeDefinition(
            name = "Body for text",
            description = "With {{text}}; octets alone are sent if empty.")
    String body_text() default "";

    @AttributeDefinition(name = "User name", description = "For {{basic}}.")
    String username() default "";

    @AttributeDefinition(
            name = "Secret file",
            description =
                    "A file of mode 600 whose first line is {{secret}}; taken from the server's home when it is not absolute; none if empty.")
    String secret_file() default "";

    @AttributeDefinition(
            name = "Receipt state",
            description =
                    "The name of the value in a receipt that says what became of the message, such as status or message.status.")
    String receipt_state() default "status";

    @AttributeDefinition(
            name = "Delivered",
            description = "Values of it that mean delivered, separated by commas.")
    String receipt_delivered() default "delivered,DELIVRD";

    @AttributeDefinition(
            name = "Failed",
            description = "Values of it that mean that it will not be, separated by commas.")
    String receipt_failed() default "failed,undelivered,rejected,expired,UNDELIV,REJECTD,EXPIRED";

    @AttributeDefinition(
            name = "Name",
            description =
                    "For people, and what messages are counted by; webhook HOST:PORT if empty. At most 100 characters.")
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
