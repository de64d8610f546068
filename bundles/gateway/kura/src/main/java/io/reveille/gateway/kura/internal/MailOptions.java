/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The configuration as a person writes it; {@link MailConfiguration} checks it. */
@ObjectClassDefinition(
        id = MailOptions.PID,
        name = "Reveille mailbox",
        description =
                "A mailbox, read by IMAP, to which access requests come as e-mails. Each gateway needs"
                        + " one of its own.")
@interface MailOptions {
    String PID = "io.reveille.gateway.mail";

    @AttributeDefinition(
            name = "Mail server",
            description = "The IMAP server's name, as it is in its certificate.")
    String host() default "";

    @AttributeDefinition(
            name = "Port",
            description = "Its port; 0 is the usual one, 993 for TLS and 143 otherwise.",
            min = "0",
            max = "65535",
            required = false)
    int port() default 0;

    @AttributeDefinition(
            name = "Security",
            description = "How the connection is protected; none sends the password in the clear.",
            options = {
                @Option(label = "TLS", value = "tls"),
                @Option(label = "STARTTLS", value = "starttls"),
                @Option(label = "None", value = "none")
            },
            required = false)
    String security() default "tls";

    @AttributeDefinition(
            name = "CA file",
            description =
                    "The certificates, in PEM, that the server's must come from; if empty, those of"
                            + " the platform. Taken from the home directory when it is not absolute.",
            required = false)
    String tls_ca_file() default "";

    @AttributeDefinition(name = "User", description = "Who logs in.")
    String user() default "";

    @AttributeDefinition(
            name = "Password file",
            description =
                    "A file of mode 600 whose first line is the password. Taken from the home directory"
                            + " when it is not absolute.",
            required = false)
    String password_file() default "keys/mail.password";

    @AttributeDefinition(
            name = "Mailbox",
            description = "The folder where mails come in.",
            required = false)
    String mailbox() default "INBOX";

    @AttributeDefinition(
            name = "Folder for processed mails",
            description =
                    "Where mails with access requests are moved; it is made if need be. If empty, they"
                            + " are flagged and stay. Other mails are left alone.",
            required = false)
    String processed_folder() default "Reveille";

    @AttributeDefinition(
            name = "Keep-alive, minutes",
            description =
                    "After so long without a sign of the server the connection is tried, 1 to 28. Less"
                            + " than the time after which the carrier forgets an idle connection; more"
                            + " costs less data and battery.",
            min = "1",
            max = "28",
            required = false)
    int keep_alive_minutes() default 9;

    @AttributeDefinition(
            name = "Polling, seconds",
            description =
                    "How often the server is asked for mail when it cannot tell by itself (no IDLE), 5 to"
                            + " 3600.",
            min = "5",
            max = "3600",
            required = false)
    int poll_seconds() default 60;

    @AttributeDefinition(
            name = "Time-out, seconds",
            description = "How long the server may take for each answer, 1 to 600.",
            min = "1",
            max = "600",
            required = false)
    int timeout_seconds() default 30;

    @AttributeDefinition(
            name = "Mails per minute",
            description =
                    "How many mails a minute are looked into, 1 to 600; more wait, the newest first.",
            min = "1",
            max = "600",
            required = false)
    int mails_per_minute() default 30;

    @AttributeDefinition(
            name = "Home directory of the gateway",
            description =
                    "The gateway that this mailbox is for, by its home directory. If empty, the one"
                            + " gateway that there is.",
            required = false)
    String gateway_home() default "";
}
