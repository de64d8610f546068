/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

/** How the connection to a mail server is protected. */
public enum MailSecurity {
    /** TLS from the first octet on (RFC 8314, 3.3), usually at port 465. */
    TLS(465),
    /** TLS by STARTTLS (RFC 3207), without which nothing is sent, usually at port 587. */
    STARTTLS(587),
    /** None: the password and the mails can be read by all who are on the way. */
    NONE(25);

    private final int usualPort;

    MailSecurity(int usualPort) {
        this.usualPort = usualPort;
    }

    /** The port where servers usually are. */
    public int usualPort() {
        return usualPort;
    }
}
