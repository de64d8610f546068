/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

@ObjectClassDefinition(
        name = "Reveille modem route",
        description = "A modem at this machine that carries access requests")
@interface ModemConfiguration {
    String PID = "io.reveille.server.signal.modem";

    @AttributeDefinition(
            name = "Modem",
            description =
                    "Where it is: serial:/dev/ttyUSB2, with ;baudrate=9600 where needed, or tcp:HOST:PORT.")
    String modem() default "";

    @AttributeDefinition(
            name = "PIN file",
            description =
                    "A file of mode 600 whose first line is the SIM's PIN; taken from the server's home when it is not absolute; none if empty.")
    String pin_file() default "";

    @AttributeDefinition(
            name = "Status reports",
            description = "Whether the service centre is asked what became of each message.")
    boolean reports() default true;

    @AttributeDefinition(
            name = "Name",
            description =
                    "For people, and what messages are counted by; modem ADDRESS if empty. At most 100 characters.")
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
}
