/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Where a mail server is, on 127.0.0.1.
 *
 * @param smtp SMTP with STARTTLS
 * @param smtps SMTP by TLS
 * @param imap IMAP with STARTTLS
 * @param imaps IMAP by TLS
 */
public record MailPorts(int smtp, int smtps, int imap, int imaps) {

    /** Four that are free now; held together, so that none comes twice. */
    static MailPorts free() throws IOException {
        try (ServerSocket smtp = any();
                ServerSocket smtps = any();
                ServerSocket imap = any();
                ServerSocket imaps = any()) {
            return new MailPorts(
                    smtp.getLocalPort(),
                    smtps.getLocalPort(),
                    imap.getLocalPort(),
                    imaps.getLocalPort());
        }
    }

    private static ServerSocket any() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
