/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Reveille receipts by HTTP",
        description =
                "Where SMS providers tell what became of messages; only with this there are receipts by HTTP")
@interface ReceiptsConfiguration {
    String PID = "io.reveille.server.signal.receipts";

    @AttributeDefinition(
            name = "Listen",
            description =
                    "The IP address to listen at. It is plain HTTP: for providers on the internet put a reverse proxy with TLS in front.")
    String listen() default "127.0.0.1";

    @AttributeDefinition(
            name = "Port",
            description = "The TCP port, 0 for any that is free.",
            min = "0",
            max = "65535")
    int port() default 4481;

    @AttributeDefinition(
            name = "Public URL",
            description =
                    "How providers reach it, such as https://sms.example.com/reveille; the address itself if empty.")
    String public_url() default "";
}
