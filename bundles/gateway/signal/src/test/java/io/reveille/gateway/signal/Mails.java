/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import io.reveille.crypto.Octets;
import io.reveille.protocol.TextForm;
import java.nio.charset.StandardCharsets;

/** Mails as somebody's program writes them. */
final class Mails {
    static final String HEADER =
            """
            From: Somebody <somebody@example.org>
            To: pump-17@example.net
            Subject: something
            Date: Sun, 01 Nov 2026 12:00:00 +0100
            MIME-Version: 1.0
            """;

    private Mails() {}

    /** Lines that end as they do in mails. */
    static byte[] octets(String lines) {
        return lines.replace("\r\n", "\n")
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] text(String text) {
        return octets(HEADER + "Content-Type: text/plain; charset=utf-8\n\n" + text + "\n");
    }

    /** A request in its text form, typed into a mail. */
    static byte[] typed(Octets request) {
        return text("Dear pump,\n\nplease call:\n" + TextForm.encode(request) + "\n\nThank you");
    }

    /** A request as an attachment behind another one, which is large. */
    static byte[] withRequestBehind(int octets, Octets request) {
        return octets(
                HEADER
                        + "Content-Type: multipart/mixed; boundary=xx\n\n--xx\n"
                        + "Content-Type: text/plain\n\nSee the pictures.\n--xx\n"
                        + "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n"
                        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
                                .repeat(octets / 62)
                        + "--xx\nContent-Type: application/octet-stream; name=request.bin\n"
                        + "Content-Transfer-Encoding: base64\n\n"
                        + request.base64()
                        + "\n--xx--\n");
    }
}
