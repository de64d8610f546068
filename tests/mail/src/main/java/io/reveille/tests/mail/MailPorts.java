/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.mail;

/**
 * Where a mail server is, on 127.0.0.1.
 *
 * @param smtp SMTP with STARTTLS
 * @param smtps SMTP by TLS
 * @param imap IMAP with STARTTLS
 * @param imaps IMAP by TLS
 */
public record MailPorts(int smtp, int smtps, int imap, int imaps) {}
