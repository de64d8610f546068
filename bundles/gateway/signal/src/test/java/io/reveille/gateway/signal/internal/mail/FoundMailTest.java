/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.crypto.Octets;
import io.reveille.protocol.TextForm;
import jakarta.mail.MessagingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails as programs and people write them. */
class FoundMailTest {
    private static final String HEADER =
            "From: Somebody <somebody@example.org>\nSubject: x\nMIME-Version: 1.0\n";
    private static final Octets REQUEST = request(1);
    private static final Octets OTHER = request(2);
    private static final String TEXT = TextForm.encode(REQUEST);

    private static Octets request(int seed) {
        byte[] octets = new byte[98];
        new Random(seed).nextBytes(octets);
        octets[0] = (byte) 0xD1;
        octets[1] = 1;
        return Octets.of(octets);
    }

    private static List<Octets> in(String mail) throws MessagingException {
        return in(mail.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<Octets> in(byte[] mail) throws MessagingException {
        return FoundMail.in(RawMail.parse(mail)).requests();
    }

    private static String mime(byte[] octets) {
        return Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(octets);
    }

    private static String lines(String text, int width) {
        return text.replaceAll("(.{" + width + "})", "$1\n");
    }

    @Test
    void in_plain_text() throws MessagingException {
        assertThat(in(HEADER + "\nHello,\n\n" + TEXT + "\n\nBye")).containsExactly(REQUEST);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 64, 76})
    void in_plain_text_broken_into_lines(int width) throws MessagingException {
        assertThat(in(HEADER + "\nHello,\n\n" + lines(TEXT, width) + "\n\nBye"))
                .containsExactly(REQUEST);
    }

    @Test
    void in_an_answer_that_quotes_it() throws MessagingException {
        assertThat(in(HEADER + "\n> Hello,\n>\n> " + lines(TEXT, 64).replace("\n", "\n> ") + "\n"))
                .containsExactly(REQUEST);
    }

    @Test
    void in_text_as_base64() throws MessagingException {
        assertThat(
                        in(
                                HEADER
                                        + "Content-Transfer-Encoding: base64\n\n"
                                        + mime(
                                                ("Grüße\n" + TEXT)
                                                        .getBytes(StandardCharsets.UTF_8))))
                .containsExactly(REQUEST);
    }

    @Test
    void in_text_as_quoted_printable() throws MessagingException {
        assertThat(
                        in(
                                HEADER
                                        + "Content-Transfer-Encoding: quoted-printable\n\n"
                                        + "Gr=C3=BC=C3=9Fe\n"
                                        + TEXT.substring(0, 70)
                                        + "=\n"
                                        + TEXT.substring(70)))
                .containsExactly(REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"base64", "quoted-printable", "x-unknown", "uuencode"})
    void in_text_whose_encoding_is_another_than_it_says(String encoding) throws MessagingException {
        assertThat(in(HEADER + "Content-Transfer-Encoding: " + encoding + "\n\nHi!\n\n" + TEXT))
                .containsExactly(REQUEST);
    }

    @Test
    void in_quoted_printable_that_does_not_say_so() throws MessagingException {
        assertThat(in(HEADER + "\n" + TEXT.substring(0, 70) + "=\n" + TEXT.substring(70)))
                .containsExactly(REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "utf-16", "x-klingon", "\"", "us-ascii; charset=utf-7"})
    void in_text_whatever_its_charset_is_called(String charset) throws MessagingException {
        assertThat(in(HEADER + "Content-Type: text/plain; charset=" + charset + "\n\n" + TEXT))
                .containsExactly(REQUEST);
    }

    @Test
    void in_text_with_two_octets_for_each_character() throws MessagingException {
        byte[] wide = ("Grüße\n" + TEXT).getBytes(Charset.forName("UTF-16"));
        assertThat(
                        in(
                                HEADER
                                        + "Content-Type: text/plain; charset=utf-16\n"
                                        + "Content-Transfer-Encoding: base64\n\n"
                                        + mime(wide)))
                .containsExactly(REQUEST);
    }

    @Test
    void in_html_alone() throws MessagingException {
        String page =
                "<html><head><style>p { color: red } </style><!-- 0R --></head><body><p>Please &amp;"
                        + " now:</p><div><tt>"
                        + lines(TEXT.replace("+", "&#43;"), 76).replace("\n", "<wbr>")
                        + "</tt></div><p>Bye</p></body></html>";
        assertThat(in(HEADER + "Content-Type: text/html\n\n" + page)).containsExactly(REQUEST);
    }

    @Test
    void in_html_with_a_line_for_each_part() throws MessagingException {
        String page = "<p>" + lines(TEXT, 64).replace("\n", "<br>\n") + "</p><p>Yours</p>";
        assertThat(in(HEADER + "Content-Type: text/html\n\n" + page)).containsExactly(REQUEST);
    }

    @Test
    void in_html_with_a_block_for_each_line() throws MessagingException {
        String page = "<body>\n<div>" + lines(TEXT, 64).replace("\n", "</div>\n<div>") + "</div>\n";
        assertThat(in(HEADER + "Content-Type: text/html\n\n" + page + "<div>Yours</div></body>"))
                .containsExactly(REQUEST);
    }

    @Test
    void as_an_attachment() throws MessagingException {
        assertThat(
                        in(
                                HEADER
                                        + "Content-Type: application/octet-stream\n"
                                        + "Content-Transfer-Encoding: base64\n\n"
                                        + mime(REQUEST.toArray())))
                .containsExactly(REQUEST);
    }

    @Test
    void as_text_and_as_attachment_it_is_one() throws MessagingException {
        assertThat(in(mixed(text("Hi\n\n" + TEXT), attached(REQUEST)))).containsExactly(REQUEST);
    }

    @Test
    void several_in_one_mail() throws MessagingException {
        String both = TEXT + "\n\nand\n\n" + TextForm.encode(OTHER);
        assertThat(in(HEADER + "\n" + both)).containsExactly(REQUEST, OTHER);
        assertThat(in(mixed(attached(REQUEST), attached(OTHER)))).containsExactly(REQUEST, OTHER);
    }

    @Test
    void no_more_than_eight_of_one_mail() throws MessagingException {
        StringBuilder many = new StringBuilder(HEADER + "\n");
        for (int i = 0; i < 20; i++) {
            many.append(TextForm.encode(request(i))).append("\n\n");
        }
        assertThat(in(many.toString())).hasSize(8);
    }

    @Test
    void in_a_mail_that_was_forwarded_as_attachment() throws MessagingException {
        String forwarded =
                "Content-Type: message/rfc822\n\n"
                        + mixed(text("nothing"), attached(REQUEST)).replace("=_b", "=_i");
        assertThat(in(mixed(text("see below"), forwarded))).containsExactly(REQUEST);
    }

    @Test
    void not_deeper_than_eight_levels() throws MessagingException {
        assertThat(in(nested(6))).containsExactly(REQUEST);
        assertThat(in(nested(30))).isEmpty();
    }

    private static String nested(int levels) {
        String mail = text(TEXT);
        for (int level = 0; level < levels; level++) {
            String boundary = "b" + level;
            mail =
                    "Content-Type: multipart/mixed; boundary="
                            + boundary
                            + "\n\n--"
                            + boundary
                            + "\n"
                            + mail
                            + "\n--"
                            + boundary
                            + "--\n";
        }
        return HEADER + mail;
    }

    @Test
    void not_in_more_than_64_parts() throws MessagingException {
        String[] parts = new String[100];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = text("part " + i);
        }
        parts[20] = text(TEXT);
        parts[90] = text(TextForm.encode(OTHER));
        assertThat(in(mixed(parts))).containsExactly(REQUEST);
    }

    @Test
    void in_a_mail_that_was_cut_off() throws MessagingException {
        String mail = mixed(text("Hi\n\n" + TEXT + "\n\nBye"), attached(OTHER));
        assertThat(in(mail.substring(0, mail.indexOf("Bye")))).containsExactly(REQUEST);
    }

    @Test
    void not_in_a_bounce_or_an_answer_of_a_program() throws MessagingException {
        String body = "\n" + TEXT;
        assertThat(in("Return-Path: <>\n" + HEADER + body)).isEmpty();
        assertThat(in("Auto-Submitted: auto-replied (vacation)\n" + HEADER + body)).isEmpty();
        assertThat(in("X-Autoreply: yes\n" + HEADER + body)).isEmpty();
        assertThat(in(mixed(text(TEXT)).replace("multipart/mixed", "multipart/report"))).isEmpty();
        assertThat(in("Auto-Submitted: auto-generated\n" + HEADER + body)).containsExactly(REQUEST);
    }

    @Test
    void the_origin_has_no_line_ends_and_an_end() throws MessagingException {
        String from = "From: \u00e4" + "x".repeat(500) + "\n Bcc: evil\n";
        assertThat(FoundMail.in(RawMail.parse(from.getBytes(StandardCharsets.UTF_8))).origin())
                .startsWith("mail from ??xxx")
                .hasSizeLessThan(120)
                .matches("[\\x20-\\x7E]+");
    }

    private static String mixed(String... parts) {
        StringBuilder mail =
                new StringBuilder(HEADER + "Content-Type: multipart/mixed; boundary=\"=_b\"\n\n");
        for (String part : parts) {
            mail.append("--=_b\n").append(part).append('\n');
        }
        return mail.append("--=_b--\n").toString();
    }

    private static String text(String text) {
        return "Content-Type: text/plain\n\n" + text;
    }

    private static String attached(Octets request) {
        return "Content-Type: application/octet-stream; name=request.bin\n"
                + "Content-Transfer-Encoding: base64\n\n"
                + mime(request.toArray());
    }
}
