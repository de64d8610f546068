/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.web;

import io.reveille.server.proxy.internal.http.Fields;
import io.reveille.server.proxy.internal.http.RequestHead;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client wants while its gateway wakes, as far as its request tells. */
sealed interface Patience {

    /** A person who looks at a page: shown what happens. */
    record Page() implements Patience {}

    /** A program that comes again when told to. */
    record Later() implements Patience {}

    /** The answer, however long the gateway is waited for. */
    record Hold() implements Patience {}

    /** The answer, if it comes within that time (RFC 7240 section 4.3). */
    record Wait(Duration time) implements Patience {}

    Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?([0-9]{1,5})\"?(?:\\s*;.*)?");

    /** Reads a request. */
    static Patience of(RequestHead head) {
        Fields fields = head.fields();
        for (String preference : fields.members("prefer")) {
            Matcher wait = WAIT.matcher(preference);
            if (wait.matches()) {
                return new Wait(Duration.ofSeconds(Long.parseLong(wait.group(1))));
            }
        }
        String accept = String.join(",", fields.all("accept")).toLowerCase(Locale.ROOT);
        if (accept.contains("text/html")) {
            return head.method().equals("GET") && !fields.has("upgrade") ? new Page() : new Hold();
        }
        boolean program = accept.contains("json") && !accept.contains("*/*");
        return program && List.of("GET", "HEAD").contains(head.method()) ? new Later() : new Hold();
    }
}
