/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mail;

/**
 * A mail in the mailbox.
 *
 * @param uid its number (RFC 9051, 2.3.1.1)
 * @param size in octets
 */
record ListedMail(long uid, long size) {}
