/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

/** How the connection to a mail server is protected. */
public enum MailSecurity {
    /** TLS from the first octet on (RFC 8314, 3.2), usually at port 993. */
    TLS(993),
    /** TLS by STARTTLS (RFC 9051, 6.2.1), without which nothing is sent, usually at port 143. */
    STARTTLS(143),
    /** None: the password and the mails can be read by all who are on the way. */
    NONE(143);

    private final int usualPort;

    MailSecurity(int usualPort) {
        this.usualPort = usualPort;
    }

    /** The port where servers usually are. */
    public int usualPort() {
        return usualPort;
    }
}
