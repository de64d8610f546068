/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.mail;

import io.reveille.crypto.TlsTrust;
import io.reveille.server.signal.MailRouteSettings;
import io.reveille.server.signal.MailSecurity;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** A connection to the mail server, for one mail after the other. */
final class SmtpConnection implements AutoCloseable {
    private final Session session;
    private final SMTPTransport transport;
    private long usedAt = System.nanoTime();

    private SmtpConnection(Session session, SMTPTransport transport) {
        this.session = session;
        this.transport = transport;
    }

    /**
     * Connects and logs in.
     *
     * @throws MessagingException see {@link SmtpProblem}
     * @throws IOException when a file that is needed cannot be read; the message says what to do
     */
    static SmtpConnection open(MailRouteSettings settings) throws MessagingException, IOException {
        Session session = Session.getInstance(properties(settings));
        SMTPTransport transport =
                new SMTPTransport(
                        session,
                        new URLName("smtp", settings.host(), settings.port(), null, null, null));
        Optional<String> user = settings.user();
        if (user.isPresent()) {
            transport.connect(
                    settings.host(),
                    settings.port(),
                    user.get(),
                    MailPassword.read(settings.passwordFile()));
        } else {
            transport.connect();
        }
        return new SmtpConnection(session, transport);
    }

    private static Properties properties(MailRouteSettings settings) throws IOException {
        Properties properties = new Properties();
        String timeout = Long.toString(settings.timeout().toMillis());
        String from = settings.from();
        properties.setProperty("mail.smtp.connectiontimeout", timeout);
        properties.setProperty("mail.smtp.timeout", timeout);
        properties.setProperty("mail.smtp.writetimeout", timeout);
        properties.setProperty("mail.smtp.from", from);
        properties.setProperty("mail.smtp.localhost", from.substring(from.indexOf('@') + 1));
        properties.setProperty("mail.smtp.auth", Boolean.toString(settings.user().isPresent()));
        properties.setProperty("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        properties.setProperty("mail.smtp.dsn.notify", "NEVER"); // RFC 3461, 4.1
        properties.setProperty("mail.smtp.quitwait", "false");
        properties.setProperty("mail.smtp.socketFactory.fallback", "false");
        if (settings.security() != MailSecurity.NONE) {
            boolean first = settings.security() == MailSecurity.TLS;
            properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(first));
            properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(!first));
            properties.setProperty("mail.smtp.starttls.required", Boolean.toString(!first));
            properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
            properties.setProperty("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
            properties.put(
                    "mail.smtp.ssl.socketFactory",
                    TlsTrust.context("tls.ca.file", settings.caFile()).getSocketFactory());
        }
        return properties;
    }

    /** What the server said when it accepted the mail. */
    String send(RequestMail mail) throws MessagingException {
        transport.sendMessage(
                new MimeMessage(session, new ByteArrayInputStream(mail.octets())),
                new Address[] {new InternetAddress(mail.to(), true)});
        usedAt = System.nanoTime();
        return SmtpProblem.clean(transport.getLastServerResponse());
    }

    /** Asks the server whether it is still there. */
    boolean isAlive() {
        return transport.isConnected();
    }

    /** When it was used last, as {@link System#nanoTime()}. */
    long usedAt() {
        return usedAt;
    }

    @Override
    public void close() {
        try {
            transport.close();
        } catch (MessagingException e) {
            return; // it is closed
        }
    }
}
