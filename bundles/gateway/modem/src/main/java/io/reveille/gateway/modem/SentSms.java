/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

/**
 * A message that the service centre has accepted.
 *
 * @param reference the message reference that the modem gave it (TP-MR), 0 to 255; 0 also where the
 *     modem did not tell
 * @param attempts how often it was offered to the network, 1 or more
 */
public record SentSms(int reference, int attempts) {}
