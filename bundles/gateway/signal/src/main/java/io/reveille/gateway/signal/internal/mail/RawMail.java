/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Properties;

/** Mails as octets (RFC 5322), which may be cut off anywhere. */
final class RawMail {
    private RawMail() {}

    /**
     * A mail from its octets.
     *
     * @throws MessagingException when they are none
     */
    static MimeMessage parse(byte[] octets) throws MessagingException {
        return new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(octets));
    }

    /** A part's content as the mail has it, not decoded. */
    static InputStream encoded(Part part) throws MessagingException {
        if (part instanceof MimeMessage message) {
            return message.getRawInputStream();
        }
        if (part instanceof MimeBodyPart body) {
            return body.getRawInputStream();
        }
        throw new MessagingException("not a part of a mail");
    }
}
