/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.mail;

import io.reveille.crypto.Octets;
import io.reveille.protocol.TextForm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;

/**
 * A mail that carries an access request (RFC 5322 and RFC 2046): for people a few lines, and the
 * request twice, as text and as an attachment, so that either may get lost on the way.
 *
 * @param from whom it comes from
 * @param to the gateway's mailbox
 * @param gateway the gateway's id
 * @param fleet the fleet's name
 * @param contact whom people may ask; may be empty
 * @param date when it was written
 * @param expires until when the request is good
 * @param request sealed
 * @param id the {@code Message-ID}
 */
public record RequestMail(
        String from,
        String to,
        String gateway,
        String fleet,
        String contact,
        Instant date,
        Instant expires,
        Octets request,
        String id) {
    private static final int WIDTH = 64;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter FOR_PEOPLE =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    /** With an id of its own. */
    public RequestMail(
            String from,
            String to,
            String gateway,
            String fleet,
            String contact,
            Instant date,
            Instant expires,
            Octets request) {
        this(
                from,
                to,
                gateway,
                fleet,
                contact,
                date,
                expires,
                request,
                "<" + UUID.randomUUID() + "@" + from.substring(from.indexOf('@') + 1) + ">");
    }

    /** The mail as it is sent; ASCII alone. */
    public byte[] octets() {
        String boundary = "=_" + UUID.randomUUID();
        return (header(boundary) + text(boundary) + attachment(boundary))
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private String header(String boundary) {
        return """
        Date: %s
        From: Reveille <%s>
        To: <%s>
        Subject: Access request for %s
        Message-ID: %s
        Auto-Submitted: auto-generated
        X-Auto-Response-Suppress: All
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="%s"

        """
                .formatted(DATE.format(date), from, to, gateway, id, boundary);
    }

    private String text(String boundary) {
        return """
        --%s
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit

        This mail asks the gateway %s of the fleet %s to open a tunnel
        to its server, because somebody wants to reach a device behind it.

        The gateway reads this mailbox by itself: there is nothing to do, and nobody
        reads an answer. The request is good until %s.
        It is sealed: only this gateway can open it, and only once.
        %s
        -----BEGIN REVEILLE ACCESS REQUEST-----
        %s
        -----END REVEILLE ACCESS REQUEST-----

        """
                .formatted(
                        boundary,
                        gateway,
                        fleet,
                        FOR_PEOPLE.format(expires.truncatedTo(ChronoUnit.SECONDS)),
                        contact.isEmpty() ? "" : "Questions: " + contact + "\n",
                        TextForm.encode(request).replaceAll("(.{" + WIDTH + "})(?=.)", "$1\n"));
    }

    private String attachment(String boundary) {
        return """
        --%s
        Content-Type: application/octet-stream; name="access-request.bin"
        Content-Disposition: attachment; filename="access-request.bin"
        Content-Transfer-Encoding: base64

        %s
        --%s--
        """
                .formatted(
                        boundary,
                        Base64.getMimeEncoder(WIDTH, new byte[] {'\n'})
                                .encodeToString(request.toArray()),
                        boundary);
    }
}
