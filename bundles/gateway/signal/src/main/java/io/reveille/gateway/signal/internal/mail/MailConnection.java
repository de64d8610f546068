/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mail;

import io.reveille.crypto.TlsTrust;
import io.reveille.gateway.signal.MailSecurity;
import io.reveille.gateway.signal.MailSettings;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;

/** How to get from the settings to an open mailbox; all over one connection. */
final class MailConnection {
    private MailConnection() {}

    /**
     * Connects, logs in and opens the mailbox.
     *
     * @throws MessagingException see {@link MailProblem}
     * @throws IOException when a file that is needed cannot be read; the message says what to do
     */
    static IMAPFolder open(MailSettings settings, TrackedSockets sockets)
            throws MessagingException, IOException {
        String password = PasswordFile.read(settings.passwordFile());
        IMAPStore store =
                new IMAPStore(
                        Session.getInstance(properties(settings, sockets)),
                        new URLName("imap", settings.host(), settings.port(), null, null, null));
        store.connect(settings.host(), settings.port(), settings.user(), password);
        IMAPFolder folder = (IMAPFolder) store.getFolder(settings.mailbox());
        folder.open(Folder.READ_WRITE);
        return folder;
    }

    private static Properties properties(MailSettings settings, TrackedSockets sockets)
            throws IOException {
        Properties properties = new Properties();
        String timeout = Long.toString(settings.timeout().toMillis());
        properties.setProperty("mail.imap.connectiontimeout", timeout);
        properties.setProperty("mail.imap.timeout", timeout);
        properties.setProperty("mail.imap.auth.mechanisms", "PLAIN LOGIN");
        properties.setProperty("mail.imap.connectionpoolsize", "1");
        properties.setProperty("mail.imap.fetchsize", Integer.toString(MailText.MOST_OCTETS));
        properties.setProperty("mail.imap.socketFactory.fallback", "false");
        properties.put("mail.imap.socketFactory", sockets);
        if (settings.security() != MailSecurity.NONE) {
            boolean first = settings.security() == MailSecurity.TLS;
            properties.setProperty("mail.imap.ssl.enable", Boolean.toString(first));
            properties.setProperty("mail.imap.starttls.enable", Boolean.toString(!first));
            properties.setProperty("mail.imap.starttls.required", Boolean.toString(!first));
            properties.setProperty("mail.imap.ssl.checkserveridentity", "true");
            properties.setProperty("mail.imap.ssl.protocols", "TLSv1.3 TLSv1.2");
            properties.put(
                    "mail.imap.ssl.socketFactory",
                    new TrackedTlsSockets(
                            TlsTrust.context("tls.ca.file", settings.caFile()).getSocketFactory(),
                            sockets));
        }
        return properties;
    }
}
